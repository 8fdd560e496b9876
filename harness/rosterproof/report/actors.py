"""The people whom a story is about, as both systems held them at its last checkpoint: what a manager would confirm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rosterproof.evidence.record import Evidence
from rosterproof.oracle.mapping import Translation

Row = Mapping[str, Any]
#: Certifications that still stand, whether or not their renewal is open.
_STANDING = ("active", "renewal_due")
_OPEN = ("assigned", "in_progress", "failed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A course that somebody is enrolled in."""

    course: str
    due_on: str | None
    overdue: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """One person of the story, in both systems."""

    employee_id: str
    name: str
    #: As the HRIS has it: title, department, location.
    job: tuple[str, ...]
    status: str
    account: str
    #: Course and last valid day, or course alone where it never expires.
    certified: tuple[tuple[str, str | None], ...]
    open: tuple[Open, ...]
    #: Courses of which the HRIS has a training record.
    recorded: tuple[str, ...]


def actors(evidence: Evidence) -> tuple[Actor, ...]:
    """Whom the story names, in the order of their ids; nobody where it came to no checkpoint."""
    if not evidence.checkpoints:
        return ()
    state = evidence.checkpoints[-1].state
    named = set(evidence.people.values())
    return tuple(_actor(employee, evidence, state) for employee in state["hris"]["employees"] if _id(employee) in named)


def _actor(employee: Row, evidence: Evidence, state: Mapping[str, Any]) -> Actor:
    joined = Translation.at(evidence, evidence.checkpoints[-1].journal_sequence)
    users = [user for user in state["lms"]["users"] if user[joined.lms_key] == employee[joined.hris_key]]
    mine = {user["user_id"] for user in users}
    certified = {
        one["course"]: one["expires_on"]
        for one in _of(state["lms"]["certifications"], mine)
        if one["status"] in _STANDING
    }
    records = [one for one in state["hris"]["training_records"] if _id(one) == _id(employee)]
    return Actor(
        employee_id=_id(employee),
        name=" ".join(part for part in (employee["given_name"], employee["family_name"]) if part),
        job=tuple(employee[part] or "none" for part in ("title", "department", "location")),
        status=employee["status"].replace("_", " "),
        account=_account(users),
        certified=tuple(sorted(certified.items())),
        open=tuple(
            Open(course=one["course"], due_on=one["due_on"], overdue=bool(one.get("overdue")))
            for one in _of(state["lms"]["enrollments"], mine)
            if one["status"] in _OPEN
        ),
        recorded=tuple(sorted({one["course"] for one in records if one["result"] == "passed"})),
    )


def _id(row: Row) -> str:
    return str(row["employee_id"])


def _of(rows: Iterable[Row], users: set[str]) -> list[Row]:
    return [row for row in rows if row["user_id"] in users]


def _account(users: list[Row]) -> str:
    opened = sum(bool(user["active"]) for user in users)
    if len(users) > 1:
        return f"{len(users)} accounts, {opened} open"
    return "none" if not users else "open" if opened else "closed"
