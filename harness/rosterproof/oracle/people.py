"""Who people are at an instant: the HR log as far as it is known, played forward to then.

A change has two times. It is known from the instant it was recorded, and it shows from its day: a hire at once (as a
pre-hire until the first day), a termination or the end of a job with the day after the last one worked, everything else
on its effective date. A day begins where the person works until then, and nothing shows before what comes before it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

from rosterproof.evidence.record import LoggedChange
from rosterproof.oracle.career import Career
from rosterproof.oracle.flat import CUSTOM
from rosterproof.oracle.places import Places
from rosterproof.oracle.settled import Fact, settled

Status = Literal["pre_hire", "active", "on_leave", "terminated", "discarded"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """An employee at an instant. `left_at` is the instant from which the person counts as gone.

    Title, department, location and manager are those of the primary job, or of the last one.
    """

    employee_id: str
    employee_number: str | None
    given_name: str
    family_name: str | None
    email: str | None
    national_id: str | None
    title: str | None
    department: str | None
    location: str | None
    country: str | None
    time_zone: str | None
    manager_id: str | None
    legal_entity: str | None
    worker_type: str
    original_hire_date: date
    hire_date: date
    status: Status
    last_day: date | None = None
    left_at: datetime | None = None
    #: Field id -> value, type and all; what was never filled in is left out.
    custom: Mapping[str, Any] = field(default_factory=dict)
    #: Title, department, location and manager of each job held at the same time, the one held longest first.
    jobs: tuple[Mapping[str, Any], ...] = ()

    @property
    def employed(self) -> bool:
        """Whether the person works here, or is away and will come back."""
        return self.status in ("active", "on_leave")

    @property
    def gone(self) -> bool:
        """Whether the person has left, or never came although hired."""
        return self.status in ("terminated", "discarded")

    @property
    def name(self) -> str:
        """Both names, or the only one."""
        return f"{self.given_name} {self.family_name}" if self.family_name else self.given_name

    def value(self, hris_field: str) -> Any:
        """The value of an HRIS field as it is written on the wire; None for a field that is null or unknown."""
        if hris_field.startswith(CUSTOM):
            return self.custom.get(hris_field.removeprefix(CUSTOM))
        held = getattr(self, hris_field, None)
        return held.isoformat() if isinstance(held, date) else held


@dataclass(frozen=True, slots=True)
class Dated:
    """A fact of a life, and the instant from which it shows."""

    moment: datetime
    fact: Fact


@dataclass(frozen=True, slots=True)
class Roll:
    """The HR log as far as it is known, by employee: lives, and every instant at which one of them moves."""

    lives: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    moments: tuple[datetime, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[LoggedChange], places: Places) -> "Roll":
        """Sort a log by employee, and date what happens to each."""
        logs: dict[str, list[LoggedChange]] = {}
        for logged in changes:
            logs.setdefault(logged.employee_id, []).append(logged)
        lives = {who: _dated(settled(logs[who]), places) for who in sorted(logs)}
        return cls(lives, places, tuple(sorted(each.moment for life in lives.values() for each in life)))

    def person(self, employee_id: str, at: datetime) -> Person | None:
        """The employee at an instant; None for someone HR has never heard of."""
        life = self.lives.get(employee_id)
        return _person(life, at, self.places) if life else None

    def everyone(self, at: datetime) -> dict[str, Person]:
        """Every employee at an instant, by id."""
        return {who: _person(life, at, self.places) for who, life in self.lives.items()}

    def moves(self, after: datetime, until: datetime) -> bool:
        """Whether anything comes to show after one instant and until another."""
        return bisect_right(self.moments, after) < bisect_right(self.moments, until)


def _dated(facts: list[Fact], places: Places) -> tuple[Dated, ...]:
    career = Career(facts[0])
    dated: list[Dated] = []
    for fact in facts:
        there = fact.said.get("location") if fact.kind in ("hired", "rehired") else career.place["location"]
        moment = places.day_begins(fact.day, there)
        if fact.undone is not None:
            moment = datetime.min.replace(tzinfo=UTC)
        if dated and dated[-1].moment > moment:
            moment = dated[-1].moment
        dated.append(Dated(moment, fact))
        career.take(fact, moment)
    return tuple(dated)


def _person(life: tuple[Dated, ...], at: datetime, places: Places) -> Person:
    hire = life[0].fact.said
    career = Career(life[0].fact)
    shown = [each for each in life if each.moment <= at]
    for each in shown:
        career.take(each.fact, each.moment)
    veiled = not shown and bool(hire.get("sparse", False))
    place = dict.fromkeys(career.place) if veiled else career.place
    return Person(
        employee_id=str(hire["employee_id"]),
        employee_number=hire.get("employee_number"),
        given_name=str(career.names["given_name"]),
        family_name=career.names["family_name"],
        email=None if veiled else career.names["email"],
        national_id=None if veiled else hire.get("national_id"),
        **place,
        country=places.country(place["location"]),
        time_zone=places.zone(place["location"]),
        legal_entity=career.legal_entity,
        worker_type=career.worker_type,
        original_hire_date=career.first_day,
        hire_date=career.hire_day,
        status=_status(career, begun=bool(shown)),
        last_day=career.last_day,
        left_at=career.left_at,
        custom={} if veiled else career.custom,
        jobs=() if veiled else tuple(career.jobs.values()),
    )


def _status(career: Career, *, begun: bool) -> Status:
    if career.never:
        return "discarded"
    if not begun:
        return "pre_hire"
    if not career.employed:
        return "terminated"
    return "on_leave" if career.away else "active"
