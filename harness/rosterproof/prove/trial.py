"""What is put to the proof: the honest connector, its mutants, and connectors that do nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rosterproof.certify import REFERENCE, Run, plan
from rosterproof.document import nearest
from rosterproof.errors import NothingSelected
from rosterproof.reference.mutants import discover
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.vacuous import VACUOUS
from rosterproof.scenario.profile import read_profile


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """One connector on the stories that it is tried on."""

    id: str
    title: str
    kind: Literal["honest", "mutant", "vacuous"]
    run: Run
    #: Story -> the check that must catch a mutant there.
    kills: Mapping[str, str] = field(default_factory=dict)


def trials(profile: str, seed: int, *, every: bool = False, only: Collection[str] = ()) -> Iterator[Trial]:
    """Everything that is put to the proof; the long ones first. A mutant plays what it must be caught in.

    Of the stories that mutants name only those of the profile are played; a mutant that none of them is about waits
    for a larger profile. With `every`, mutants play all of it. With `only`, those connectors alone are tried, mutants
    in all the stories that they name, and the honest one in what the others play.

    Raises:
        NothingSelected: `only` names a connector that there is not.
    """
    _check_names(only)
    tried = [*_vacuous(profile, seed, only), *_mutants(profile, seed, only, every=every)]
    played = dict.fromkeys(plan.story.id for trial in tried for plan in trial.run.plans)
    honest = plan(REFERENCE, profile=profile, wanted=list(played) if only else [], seed=seed)
    yield Trial(id="honest", title="the reference connector", kind="honest", run=honest)
    yield from tried


def _check_names(only: Collection[str]) -> None:
    known = {*VACUOUS, *(mutant.id for mutant in discover())}
    for name in only:
        if name not in known:
            hint = nearest.hint(name, known) or "`rosterproof list mutants` lists them"
            raise NothingSelected(f"there is no mutant '{name}'", hint=hint)


def _vacuous(profile: str, seed: int, only: Collection[str]) -> Iterator[Trial]:
    for name, file in VACUOUS.items():
        if not only or name in only:
            run = plan(file, profile=profile, seed=seed)
            yield Trial(id=name, title=run.connector.name.lower(), kind="vacuous", run=run)


def _mutants(profile: str, seed: int, only: Collection[str], *, every: bool) -> Iterator[Trial]:
    asked = read_profile(profile).scenarios
    for mutant in discover():
        if only and mutant.id not in only:
            continue
        kills = {story: check for story, check in mutant.kills.items() if only or story in asked}
        if kills:
            wanted: Sequence[str] = list(dict.fromkeys([*asked, *kills])) if every else list(kills)
            run = _mutated(mutant, plan(REFERENCE, profile=profile, wanted=wanted, seed=seed))
            yield Trial(id=mutant.id, title=mutant.title, kind="mutant", run=run, kills=kills)


def _mutated(mutant: Mutant, run: Run) -> Run:
    connector = replace(
        run.connector,
        name=f"Mutant {mutant.id}: {mutant.title}",
        # Named on its command line, the reference connector gets this one thing wrong.
        run=replace(run.connector.run, command=(*run.connector.run.command, mutant.id)),
    )
    return replace(run, connector=connector)
