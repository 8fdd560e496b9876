"""What a run answers to the guide, row by row."""

from dataclasses import dataclass

from rosterproof.report.run import RunReport
from rosterproof.report.trace import Forward, forward
from rosterproof.verdict import Outcome, weightiest


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One row of the guide. `outcome` is None where no check of the profile cites it."""

    row: Forward
    outcome: Outcome | None


def answers(run: RunReport) -> tuple[Answer, ...]:
    """How the run answers each row: by what its checks say that cite the row."""
    said = {check.check: check.outcome for check in run.verdict.checks}
    stories = {evidence.scenario: evidence.requirements for evidence in run.evidence}
    return tuple(_answer(row, said) for row in forward(stories, said))


def _answer(row: Forward, said: dict[str, Outcome]) -> Answer:
    citing = [said[check] for check in row.checks]
    return Answer(row=row, outcome=weightiest(citing) if citing else None)
