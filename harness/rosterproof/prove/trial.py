"""What is put to the proof: the honest connector, its mutants, and connectors that do nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from rosterproof.certify import REFERENCE, Run, plan
from rosterproof.reference.mutants import discover
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.scenario.profile import read_profile

VACUOUS = REFERENCE.parent / "vacuous"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One connector on the stories that it is tried on."""

    id: str
    title: str
    kind: Literal["honest", "mutant", "vacuous"]
    run: Run
    #: Story -> the check that must catch a mutant there.
    kills: Mapping[str, str] = field(default_factory=dict)


def trials(profile: str, seed: int, *, every: bool = False) -> Iterator[Trial]:
    """Everything that is put to the proof; the long ones first. A mutant plays what it must be caught in.

    Of the stories that mutants name only those of the profile are played; a mutant that none of them is about waits
    for a larger profile. With `every`, mutants play all of it.
    """
    asked = read_profile(profile).scenarios
    yield Trial(
        id="honest", title="the reference connector", kind="honest", run=plan(REFERENCE, profile=profile, seed=seed)
    )
    for file in sorted(VACUOUS.glob("*/connector.yaml")):
        run = plan(file, profile=profile, seed=seed)
        yield Trial(id=file.parent.name, title=run.connector.name.lower(), kind="vacuous", run=run)
    for mutant in discover():
        kills = {story: check for story, check in mutant.kills.items() if story in asked}
        if kills:
            run = _mutated(mutant, plan(REFERENCE, profile=profile, wanted=[] if every else list(kills), seed=seed))
            yield Trial(id=mutant.id, title=mutant.title, kind="mutant", run=run, kills=kills)


def _mutated(mutant: Mutant, run: Run) -> Run:
    connector = replace(
        run.connector,
        name=f"Mutant {mutant.id}: {mutant.title}",
        # Named on its command line, the reference connector gets this one thing wrong.
        run=replace(run.connector.run, command=(*run.connector.run.command, mutant.id)),
    )
    return replace(run, connector=connector)
