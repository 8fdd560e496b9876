"""Enrollments and completions.

A row names the account; the person's external_id is read from the account, where an integration may correct it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from rosterproof_sim.domain.words.learning import LIVE, Completion, Enrollment, EnrollmentStatus, Key
from rosterproof_sim.store import many, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.keyset import find_page
from rosterproof_sim.store.many import among

_ENROLLMENTS = tables.enrollments
_COMPLETIONS = tables.completions
_EXTERNAL_ID = tables.users.c.external_id

_ENROLLED = select(*_ENROLLMENTS.c, _EXTERNAL_ID).join_from(
    _ENROLLMENTS, tables.users, _ENROLLMENTS.c.user_id == tables.users.c.user_id
)
_IN_ORDER = _ENROLLED.order_by(_ENROLLMENTS.c.enrollment_id)
_ENROLL = insert(_ENROLLMENTS)
_ONE = _ENROLLED.where(_ENROLLMENTS.c.enrollment_id == bindparam("which"))
_LIVE = _ENROLLED.where(_ENROLLMENTS.c.user_id == bindparam("whom"), _ENROLLMENTS.c.status.in_(LIVE)).order_by(
    _ENROLLMENTS.c.enrollment_id
)
_LIVE_OF = _ENROLLED.where(among(_ENROLLMENTS.c.user_id), _ENROLLMENTS.c.status.in_(LIVE)).order_by(
    _ENROLLMENTS.c.enrollment_id
)
_LIVE_IN = _ENROLLED.with_only_columns(_ENROLLMENTS.c.user_id, tables.users.c.location, tables.users.c.active).where(
    _ENROLLMENTS.c.course == bindparam("course"), _ENROLLMENTS.c.status.in_(LIVE), _ENROLLMENTS.c.instance == ""
)
_WAIVED = select(_ENROLLMENTS.c.user_id, _ENROLLMENTS.c.course, _ENROLLMENTS.c.instance).where(
    _ENROLLMENTS.c.status == "waived"
)
_WAIVED_OF = _WAIVED.where(_ENROLLMENTS.c.user_id == bindparam("whom"))
_WAIVED_OF_MANY = _WAIVED.where(among(_ENROLLMENTS.c.user_id))
_DUE = (
    update(_ENROLLMENTS)
    .where(_ENROLLMENTS.c.enrollment_id == bindparam("which"))
    .values(due_on=bindparam("day"), overdue=bindparam("over"))
)
_MOVE = (
    update(_ENROLLMENTS)
    .where(_ENROLLMENTS.c.enrollment_id == bindparam("which"))
    .values(status=bindparam("to"), closed_at=bindparam("closed"))
)
_RECORD = (
    update(_ENROLLMENTS)
    .where(_ENROLLMENTS.c.enrollment_id == bindparam("which"))
    .values(
        status=bindparam("to"), closed_at=bindparam("closed"), attempts=bindparam("tried"), score=bindparam("stands")
    )
)
_PASSED_IN = (
    _ENROLLED.where(
        _ENROLLMENTS.c.user_id == bindparam("whom"),
        _ENROLLMENTS.c.course == bindparam("which"),
        _ENROLLMENTS.c.status == "completed",
    )
    .order_by(_ENROLLMENTS.c.enrollment_id.desc())
    .limit(1)
)
_TAKE_OVER = (
    update(_ENROLLMENTS)
    .where(
        _ENROLLMENTS.c.course == bindparam("which"), _ENROLLMENTS.c.status.in_(bindparam("in_these", expanding=True))
    )
    .values(course_version=bindparam("version"))
)

_COMPLETED = (
    select(*_COMPLETIONS.c, _EXTERNAL_ID)
    .join_from(_COMPLETIONS, tables.users, _COMPLETIONS.c.user_id == tables.users.c.user_id)
    .order_by(_COMPLETIONS.c.sequence)
)
_PASSES = _COMPLETED.where(among(_COMPLETIONS.c.course), _COMPLETIONS.c.result == "passed")
_COMPLETE = insert(_COMPLETIONS)
_COMPLETION = _COMPLETED.where(_COMPLETIONS.c.completion_id == bindparam("which"))
_RESULTS_IN = _COMPLETED.where(_COMPLETIONS.c.enrollment_id == bindparam("which"))
_FEED = _COMPLETED.where(_COMPLETIONS.c.sequence > bindparam("after")).limit(bindparam("limit"))


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrollmentFilter:
    """Which enrollments are wanted; None asks for nothing in particular."""

    user_id: str | None = None
    course: str | None = None
    status: EnrollmentStatus | None = None


def enroll(db: Connection, enrollments: Sequence[Enrollment]) -> None:
    """Append enrollments."""
    if enrollments:
        db.execute(_ENROLL, [_without_external_id(each) for each in enrollments])


def enrollment(db: Connection, enrollment_id: str) -> Enrollment | None:
    """Return an enrollment."""
    row = db.execute(_ONE, {"which": enrollment_id}).mappings().first()
    return None if row is None else Enrollment(**row)


def live(db: Connection, user_id: str) -> list[Enrollment]:
    """Return the open enrollments of a user, in order of id."""
    return [Enrollment(**row) for row in db.execute(_LIVE, {"whom": user_id}).mappings()]


def enrolled_at(db: Connection, location: str, course: str) -> set[str]:
    """Return the users with open accounts at a location who are enrolled in a course, but not for an instance of it."""
    found = db.execute(_LIVE_IN, {"course": course})
    return {row.user_id for row in found if row.active and row.location == location}


def live_of_many(db: Connection, user_ids: Sequence[str]) -> dict[str, list[Enrollment]]:
    """Return the open enrollments of each user, in order of id."""
    found: dict[str, list[Enrollment]] = {}
    for each in many.find(db, _LIVE_OF, user_ids).words(Enrollment):
        found.setdefault(each.user_id, []).append(each)
    return found


def waived(db: Connection, user_id: str) -> frozenset[Key]:
    """Return what a user is excused from."""
    return frozenset((row.course, row.instance) for row in db.execute(_WAIVED_OF, {"whom": user_id}))


def waived_of_many(db: Connection, user_ids: Sequence[str]) -> dict[str, frozenset[Key]]:
    """Return what each user is excused from, by id."""
    found: dict[str, set[Key]] = {}
    for row in many.find(db, _WAIVED_OF_MANY, user_ids):
        found.setdefault(row.user_id, set()).add((row.course, row.instance))
    return {user_id: frozenset(keys) for user_id, keys in found.items()}


def set_due(db: Connection, enrollment_id: str, due_on: date | None, *, overdue: bool) -> None:
    """Give an enrollment another due date, and say whether that is over."""
    db.execute(_DUE, {"which": enrollment_id, "day": due_on, "over": overdue})


def move(db: Connection, enrollment_ids: Sequence[str], to: EnrollmentStatus, closed_at: datetime | None) -> None:
    """Give enrollments another status."""
    if enrollment_ids:
        db.execute(_MOVE, [{"which": each, "to": to, "closed": closed_at} for each in enrollment_ids])


def record(db: Connection, enrollment: Enrollment) -> None:
    """Keep what a result has made of an enrollment."""
    values = {"to": enrollment.status, "closed": enrollment.closed_at, "tried": enrollment.attempts}
    db.execute(_RECORD, {"which": enrollment.enrollment_id, "stands": enrollment.score, **values})


def take_over(db: Connection, course: str, version: int, statuses: Sequence[EnrollmentStatus]) -> None:
    """Let the enrollments of a course that have one of these statuses be in another version of it."""
    db.execute(_TAKE_OVER, {"which": course, "version": version, "in_these": list(statuses)})


def passed_in(db: Connection, user_id: str, course: str) -> Enrollment | None:
    """Return the newest enrollment in which a user passed a course."""
    row = db.execute(_PASSED_IN, {"whom": user_id, "which": course}).mappings().first()
    return None if row is None else Enrollment(**row)


def page(db: Connection, wanted: EnrollmentFilter, *, after: str | None, limit: int | None) -> list[Enrollment]:
    """Return enrollments in order of id, from behind `after`."""
    c = _ENROLLMENTS.c
    having = {c.user_id: wanted.user_id, c.course: wanted.course, c.status: wanted.status}
    found = find_page(db, _IN_ORDER, c.enrollment_id, after=after, limit=limit, wanted=having)
    return [Enrollment(**row) for row in found.mappings()]


def complete(db: Connection, completion: Completion) -> None:
    """Append a completion."""
    db.execute(_COMPLETE, _without_external_id(completion))


def completion(db: Connection, completion_id: str) -> Completion | None:
    """Return a completion."""
    row = db.execute(_COMPLETION, {"which": completion_id}).mappings().first()
    return None if row is None else Completion(**row)


def results_in(db: Connection, enrollment_id: str) -> list[Completion]:
    """Return the completions of one enrollment, in the order recorded."""
    return [Completion(**row) for row in db.execute(_RESULTS_IN, {"which": enrollment_id}).mappings()]


def passes_of(
    db: Connection, courses: Sequence[str], user_id: str | None, *, after: str | None, limit: int | None
) -> list[Completion]:
    """Return the passes of some courses in order of id, from behind `after`."""
    c = _COMPLETIONS.c
    found = find_page(
        db, _PASSES, c.completion_id, after=after, limit=limit, wanted={c.user_id: user_id}, **many.those(courses)
    )
    return [Completion(**row) for row in found.mappings()]


def feed(db: Connection, after: int, limit: int) -> list[Completion]:
    """Return the completions that follow a sequence."""
    return [Completion(**row) for row in db.execute(_FEED, {"after": after, "limit": limit}).mappings()]


def all_completions(db: Connection) -> list[Completion]:
    """Return every completion, in the order recorded."""
    return [Completion(**row) for row in db.execute(_COMPLETED).mappings()]


def _without_external_id(word: Enrollment | Completion) -> dict[str, Any]:
    row = row_of(word)
    del row["external_id"]
    return row
