"""Who people are on a day: the fold of the HR log.

A change has two times. It is known from the instant it was recorded, and it shows from its effect day: a hire at once
(as a pre-hire until the first day), an immediate termination on its date, any other termination on the day after
the last day worked, everything else on its effective date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from rosterproof.evidence.record import LoggedChange

Status = Literal["pre_hire", "active", "terminated"]

#: Change field -> Person field, for the changes that set fields.
_SETS = ("given_name", "family_name", "email", "title", "department", "location", "manager_id")


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """An employee as of a day. `left_at` is the instant from which the person counts as gone."""

    employee_id: str
    employee_number: str | None
    given_name: str
    family_name: str | None
    email: str | None
    title: str | None
    department: str | None
    location: str | None
    manager_id: str | None
    worker_type: str
    hire_date: date
    status: Status
    last_day: date | None = None
    left_at: datetime | None = None

    @property
    def employed(self) -> bool:
        """Whether the person works here on the day."""
        return self.status == "active"

    @property
    def name(self) -> str:
        """Both names, or the only one."""
        return f"{self.given_name} {self.family_name}" if self.family_name else self.given_name

    def value(self, hris_field: str) -> str | None:
        """The value of an HRIS field as it is written on the wire; None for a field that is null or unknown."""
        held = getattr(self, hris_field, None)
        return held.isoformat() if isinstance(held, date) else held


def effect_day(logged: LoggedChange) -> date:
    """The day from which a change shows in the record.

    >>> change = {"kind": "terminated", "employee_id": "E0000001", "effective_on": "2026-03-31"}
    >>> effect_day(LoggedChange(sequence=1, recorded_at=datetime(2026, 3, 2, tzinfo=UTC), change=change)).isoformat()
    '2026-04-01'
    """
    leaves = logged.change["kind"] == "terminated" and not logged.change.get("immediate", False)
    return logged.effective_on + timedelta(days=1) if leaves else logged.effective_on


def shows_at(logged: LoggedChange) -> datetime:
    """The instant from which a change shows: its effect day, or later if it was recorded later."""
    return max(logged.recorded_at, datetime.combine(effect_day(logged), time(), UTC))


@dataclass(frozen=True, slots=True)
class Roll:
    """The HR log as far as it is known, by employee."""

    by_employee: Mapping[str, tuple[LoggedChange, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: Iterable[LoggedChange]) -> "Roll":
        """Sort a log by employee, each history in the order in which it takes effect."""
        histories: dict[str, list[LoggedChange]] = {}
        for logged in changes:
            histories.setdefault(logged.employee_id, []).append(logged)
        return cls({who: tuple(sorted(histories[who], key=_order)) for who in sorted(histories)})

    def person(self, employee_id: str, on: date) -> Person | None:
        """The employee as of a day; None for someone HR has never heard of."""
        return _fold(self.by_employee.get(employee_id, ()), on)

    def everyone(self, on: date) -> dict[str, Person]:
        """Every employee as of a day, by id."""
        people = {who: _fold(history, on) for who, history in self.by_employee.items()}
        return {who: person for who, person in people.items() if person is not None}


def _order(logged: LoggedChange) -> tuple[bool, date, int]:
    return logged.change["kind"] != "hired", effect_day(logged), logged.sequence


def _fold(history: tuple[LoggedChange, ...], on: date) -> Person | None:
    person: Person | None = None
    for logged in history:
        if logged.change["kind"] == "hired":
            person = _hired(logged, on)
        elif person is not None and effect_day(logged) <= on:
            person = _changed(person, logged)
    return person


def _hired(logged: LoggedChange, on: date) -> Person:
    fact = logged.change
    return Person(
        employee_id=logged.employee_id,
        employee_number=fact.get("employee_number"),
        given_name=fact["given_name"],
        family_name=fact.get("family_name"),
        email=fact.get("email"),
        title=fact.get("title"),
        department=fact.get("department"),
        location=fact.get("location"),
        manager_id=fact.get("manager_id"),
        worker_type=fact.get("worker_type", "employee"),
        hire_date=logged.effective_on,
        status="active" if logged.effective_on <= on else "pre_hire",
    )


def _changed(person: Person, logged: LoggedChange) -> Person:
    if logged.change["kind"] == "terminated":
        return replace(person, status="terminated", last_day=logged.effective_on, left_at=shows_at(logged))
    return replace(person, **{name: logged.change[name] for name in _SETS if name in logged.change})
