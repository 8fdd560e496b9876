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
                return self.trial.caught_by in self.caught
            case "vacuous":
                return not self.must_checks_passed


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """All trials, and what they leave open."""

    results: tuple[Result, ...]
    #: Mutants whose check the honest connector did not pass with a witness, in the mutant's story.
    unwitnessed: tuple[str, ...]
    #: Must-checks of the profile that no mutant made fail: nothing shows that they can.
    unproven: tuple[str, ...]
    #: The same of checks that only warn or inform.
    unproven_others: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether every trial came out as it must, and every must-check was seen to pass and to fail."""
        return all(result.as_it_must for result in self.results) and not self.unwitnessed and not self.unproven

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told."""
        return ExitCode.CERTIFIED if self.stands else ExitCode.BROKEN

    def of(self, kind: str) -> tuple[Result, ...]:
        """The results of one kind of trial."""
        return tuple(result for result in self.results if result.trial.kind == kind)


def proof(results: Sequence[Result]) -> Proof:
    """Put the results together."""
    honest = next(result for result in results if result.trial.kind == "honest")
    mutants = [result for result in results if result.trial.kind == "mutant"]
    failed = {check for result in mutants for check in result.caught}
    unproven = [check for check in honest.verdict.checks if check.check not in failed]
    return Proof(
        results=tuple(results),
        unwitnessed=tuple(result.trial.id for result in mutants if not _passed(honest, result.trial)),
        unproven=tuple(check.check for check in unproven if check.severity == "must"),
        unproven_others=tuple(check.check for check in unproven if check.severity != "must"),
    )


def _passed(honest: Result, mutant: Trial) -> bool:
    """Whether the honest connector passed, with a witness, the check that catches a mutant, in the mutant's story."""
    story = mutant.run.plans[0].story.id
    return any(
        result.check == mutant.caught_by and result.outcome is Outcome.PASSED and result.witnesses
        for verdict in honest.verdict.scenarios
        if verdict.scenario == story
        for result in verdict.results
    )
