"""Keep what mutants broke, for reports that name the likest of them; what was not played stays as it was."""

import orjson

from rosterproof.prove.proof import Proof
from rosterproof.reference.mutants import discover
from rosterproof.reference.vacuous import VACUOUS
from rosterproof.report.likeness import KILLS, kills


def save(proof: Proof) -> None:
    """Take down what the connectors of a proof broke that have something wrong; those that there are no more go."""
    known = orjson.loads(KILLS.read_bytes()) if KILLS.is_file() else {}
    for result in (*proof.of("mutant"), *proof.of("vacuous")):
        before = known.get(result.trial.id, {"kills": {}})["kills"]
        now = {**before, **kills(result.verdict.scenarios)}
        known[result.trial.id] = {"title": result.trial.title, "kills": now}
    there = {*VACUOUS, *(mutant.id for mutant in discover())}
    content = {mutant: known[mutant] for mutant in known if mutant in there}
    written = orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    KILLS.write_bytes(written + b"\n")
