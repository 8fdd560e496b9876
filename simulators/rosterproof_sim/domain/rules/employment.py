"""What the record of a person is on a day: the fold of the changes that have taken effect by then."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, assert_never

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.words.changes import (
    UNCHANGED,
    Change,
    EmailChanged,
    Hired,
    LoggedChange,
    Promoted,
    Renamed,
    Terminated,
    Transferred,
)
from rosterproof_sim.domain.words.people import Employee, JobStretch

_TRANSFERABLE = ("department", "location", "manager_id")
_JOB = ("title", "department", "location", "manager_id")
#: What every entry moves, and what names the record, is no change in it.
_COMPARED = tuple(each.name for each in fields(Employee) if each.name not in {"employee_id", "updated_at", "version"})


def effect_day(change: Change) -> date:
    """Return the day from which a change shows; the last day worked is still a day of employment.

    >>> effect_day(Terminated(employee_id="E0000001", effective_on=date(2026, 3, 31)))
    datetime.date(2026, 4, 1)
    """
    if isinstance(change, Terminated) and not change.immediate:
        return days_after(change.effective_on, 1)
    return change.effective_on


def shows_by(change: Change, day: date) -> bool:
    """Tell whether a change is part of the record on a day. Someone hired is on record before the first day."""
    return isinstance(change, Hired) or effect_day(change) <= day


def record_on(day: date, history: Iterable[LoggedChange], *, updated_at: datetime, version: int) -> Employee:
    """Fold the history of one person, which begins with a hire, into the record on a day.

    The first termination to take effect stands; one that takes effect later finds nothing left to end.
    """
    person: dict[str, Any] = {}
    for logged in in_order(history):
        if shows_by(logged.change, day):
            _apply(person, logged.change)
    if person["last_day"] is None:
        person["status"] = "pre_hire" if day < person["hire_date"] else "active"
    else:
        person["status"] = "terminated"
    return Employee(**person, updated_at=updated_at, version=version)


def in_order(history: Iterable[LoggedChange]) -> list[LoggedChange]:
    """Return changes in the order in which they take effect; of one day, in the order recorded. A hire is first."""
    return sorted(
        history, key=lambda each: (not isinstance(each.change, Hired), effect_day(each.change), each.sequence)
    )


def changed_fields(before: Employee | None, after: Employee) -> tuple[str, ...]:
    """Return what differs between two records of one person; of a first record, everything that has a value."""
    if before is None:
        return tuple(name for name in _COMPARED if getattr(after, name) is not None)
    return tuple(name for name in _COMPARED if getattr(before, name) != getattr(after, name))


def job_history(history: Sequence[LoggedChange], today: date) -> list[JobStretch]:
    """Return the jobs that a person held up to today, oldest first."""
    starts: dict[date, tuple[str | None, ...]] = {}  # in order of day; of several changes on one day the last counts
    person: dict[str, Any] = {}
    for logged in in_order(history):
        if not shows_by(logged.change, today) or person.get("last_day") is not None:
            continue
        _apply(person, logged.change)
        if person["last_day"] is None:
            starts[effect_day(logged.change)] = tuple(person[name] for name in _JOB)
    jobs = list(starts.items())
    stretches = [jobs[0], *(after for before, after in pairwise(jobs) if before[1] != after[1])]
    ends = [day - timedelta(days=1) for day, _ in stretches[1:]]
    return [
        JobStretch(from_=day, to=end, **dict(zip(_JOB, job, strict=True)))
        for (day, job), end in zip(stretches, [*ends, person["last_day"]], strict=True)
    ]


def _apply(person: dict[str, Any], change: Change) -> None:
    match change:
        case Hired():
            person.update(
                {each.name: getattr(change, each.name) for each in fields(change) if each.name != "effective_on"}
            )
            person.update(hire_date=change.effective_on, last_day=None)
        case Promoted():
            person["title"] = change.title
        case Transferred():
            moved = {name: getattr(change, name) for name in _TRANSFERABLE}
            person.update({name: value for name, value in moved.items() if value is not UNCHANGED})
        case Renamed():
            person.update(given_name=change.given_name, family_name=change.family_name)
        case EmailChanged():
            person["email"] = change.email
        case Terminated():
            person["last_day"] = person["last_day"] or change.effective_on
        case _:
            assert_never(change)
