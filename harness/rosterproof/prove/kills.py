"""Keep what mutants broke, for reports that name the likest of them; what was not played stays as it was."""

import orjson

from rosterproof.prove.proof import Proof
from rosterproof.reference.mutants import discover
from rosterproof.report.likeness import KILLS, kills


def save(proof: Proof) -> None:
    """Take down what the mutants of a proof broke; mutants that there are no more go."""
    known = orjson.loads(KILLS.read_bytes()) if KILLS.is_file() else {}
    for result in proof.of("mutant"):
        known[result.trial.id] = {**known.get(result.trial.id, {}), **kills(result.verdict.scenarios)}
    there = {mutant.id for mutant in discover()}
    content = {mutant: known[mutant] for mutant in known if mutant in there}
    written = orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    KILLS.write_bytes(written + b"\n")
