"""What the trials come to: who was caught, by what, and whether the proof stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from rosterproof.exit_code import ExitCode
from rosterproof.prove.trial import Trial
from rosterproof.verdict import Outcome, RunVerdict, Standing

_CAUGHT = frozenset({Outcome.BROKEN, Outcome.WARNING})


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One trial and its verdict."""

    trial: Trial
    verdict: RunVerdict

    @property
    def caught(self) -> tuple[str, ...]:
        """The checks that had findings, in stories that could be judged."""
        return tuple(check.check for check in self.verdict.checks if check.outcome in _CAUGHT)

    @property
    def lives_in(self) -> tuple[str, ...]:
        """The stories in which a mutant was not caught by the check that must catch it there."""
        return tuple(story for story, check in self.trial.kills.items() if check not in self._caught_in(story))

    def _caught_in(self, story: str) -> set[str]:
        results = (result for one in self.verdict.scenarios if one.scenario == story for result in one.results)
        return {result.check for result in results if result.outcome in _CAUGHT}

    @property
    def must_checks_passed(self) -> tuple[str, ...]:
        """The must-checks that passed somewhere, whatever they said elsewhere."""
        passing = (c for c in self.verdict.checks if c.severity == "must" and Outcome.PASSED in c.by_scenario.values())
        return tuple(check.check for check in passing)

    @property
    def as_it_must(self) -> bool:
        """Whether the trial came out as it must: certified, killed, or passing nothing."""
        match self.trial.kind:
            case "honest":
                return self.verdict.standing is Standing.CERTIFIED
            case "mutant":
                return not self.lives_in
            case "vacuous":
                return not self.must_checks_passed


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """All trials, and what they leave open."""

    results: tuple[Result, ...]
    #: Mutants whose check the honest connector did not pass with a witness, in a story of the mutant's.
    unwitnessed: tuple[str, ...]
    #: Stories of the profile in which no mutant must be caught: nothing shows what they are good for.
    idle: tuple[str, ...]
    #: Must-checks of the profile that no mutant made fail: nothing shows that they can.
    unproven: tuple[str, ...]
    #: The same of checks that only warn or inform.
    unproven_others: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether every trial came out as it must, and every must-check and story was seen to pass and to fail."""
        open_ends = self.unwitnessed or self.idle or self.unproven
        return not open_ends and all(result.as_it_must for result in self.results)

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told."""
        return ExitCode.CERTIFIED if self.stands else ExitCode.BROKEN

    def of(self, kind: str) -> tuple[Result, ...]:
        """The results of one kind of trial."""
        return tuple(result for result in self.results if result.trial.kind == kind)


def proof(results: Sequence[Result], *, whole: bool = True) -> Proof:
    """Put the results together. Of a part of the mutants it is not asked that they leave no story and check open."""
    honest = next(result for result in results if result.trial.kind == "honest")
    mutants = [result for result in results if result.trial.kind == "mutant"]
    failed = {check for result in mutants for check in result.caught}
    named = {story for result in mutants for story in result.trial.kills}
    unproven = [check for check in honest.verdict.checks if check.check not in failed]
    return Proof(
        results=tuple(results),
        unwitnessed=tuple(
            f"{result.trial.id} ({check} in {story})"
            for result in mutants
            for story, check in result.trial.kills.items()
            if not _passed(honest, story, check)
        ),
        idle=tuple(one.scenario for one in honest.verdict.scenarios if whole and one.scenario not in named),
        unproven=tuple(check.check for check in unproven if whole and check.severity == "must"),
        unproven_others=tuple(check.check for check in unproven if whole and check.severity != "must"),
    )


def _passed(honest: Result, story: str, check: str) -> bool:
    """Whether the honest connector passed, with a witness, in a story the check that catches a mutant there."""
    return any(
        result.check == check and result.outcome is Outcome.PASSED and result.witnesses
        for verdict in honest.verdict.scenarios
        if verdict.scenario == story
        for result in verdict.results
    )
