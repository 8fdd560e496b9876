"""The few numbers that every report shows of a story."""

from collections import Counter
from dataclasses import dataclass

from rosterproof.evidence.record import Evidence
from rosterproof.verdict import Outcome, RunVerdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """How much happened in a story."""

    employees: int
    cycles: int
    checkpoints: int
    exchanges: int
    deliveries: int


def figures(evidence: Evidence) -> Figures:
    """Count what a story is made of."""
    kinds = Counter(row.kind for row in evidence.journal)
    return Figures(
        employees=len({change.employee_id for change in evidence.changes}),
        cycles=len(evidence.cycles),
        checkpoints=len(evidence.checkpoints),
        exchanges=kinds["exchange"],
        deliveries=kinds["delivery"],
    )


def tally(verdict: RunVerdict) -> dict[Outcome, int]:
    """How many checks came out how, over the run."""
    counted = Counter(check.outcome for check in verdict.checks)
    return {outcome: counted[outcome] for outcome in Outcome}
