"""Where in the journal everything that moves an oracle happened.

Instants alone do not order a story: a checkpoint and the next step may share one. The journal's sequence does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rosterproof.evidence.record import Evidence, Inquiry, JournalRow, LearnerAction, LoggedChange

#: What the LMS journals when a learner or an administrator does something.
_FACT_OF = {
    "start": ("started",),
    "pass": ("passed",),
    "fail": ("failed",),
    "enroll": ("enrolled_by_hand",),
    "record": ("passed",),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A learner action and its place in the journal.

    A refused action left no row: it is placed where its instant begins, or after the action before it, so that nobody
    is blamed for what came about only later in the same instant.
    """

    sequence: int
    action: LearnerAction


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One of the two moments of an inquiry: the end of the day asked about, and the asking."""

    at: datetime
    number: int
    inquiry: Inquiry
    of_the_day: bool


def questions(evidence: Evidence) -> Iterator[Question]:
    """Both moments of every inquiry."""
    for number, inquiry in enumerate(evidence.inquiries):
        yield Question(at=inquiry.then.known_at, number=number, inquiry=inquiry, of_the_day=True)
        yield Question(at=inquiry.at, number=number, inquiry=inquiry, of_the_day=False)


def known_changes(evidence: Evidence, sequence: int, at: datetime) -> list[LoggedChange]:
    """The HR changes that were on record at a position of the journal."""
    journaled = change_rows(evidence)
    return [c for c in evidence.changes if journaled.get(c.sequence, 0) <= sequence and c.recorded_at <= at]


def change_rows(evidence: Evidence) -> dict[int, int]:
    """Sequence of a change in the HR log -> sequence of its row in the journal."""
    return {row.data["sequence"]: row.sequence for row in evidence.journal if row.kind == "change"}


def placed_actions(evidence: Evidence) -> Iterator[Placed]:
    """The learner actions in order, each with its place."""
    facts = [row for row in evidence.journal if row.kind == "learning"]
    position = last = 0
    for action in evidence.actions:
        found = _find(facts, position, action) if action.accepted else None
        if found is not None:
            position = found + 1
            last = facts[found].sequence
        yield Placed(sequence=max(last, _before(evidence, action.at)) if found is None else last, action=action)


def _find(facts: list[JournalRow], position: int, action: LearnerAction) -> int | None:
    for place in range(position, len(facts)):
        row = facts[place]
        if row.at == action.at and row.data["event"] in _FACT_OF[action.action] and _same(row.data, action):
            return place
    return None


def _same(fact: Mapping[str, Any], action: LearnerAction) -> bool:
    """Whether a fact is about the same person and course; a fact that does not say is taken at its place."""
    wanted = {"course": action.course, "external_id": action.employee_id}
    return all(fact.get(name, value) == value for name, value in wanted.items())


def _before(evidence: Evidence, at: datetime) -> int:
    return max((row.sequence for row in evidence.journal if row.at < at), default=0)
