"""Who is there while a company lives on, and what of each matters from day to day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.population.career import Career, Step, careers

_GONE = {"terminated", "discarded"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Trade:
    """Where somebody is in a career; `above` is the next step that leads nobody either, if there is one."""

    career: Career
    step: Step
    above: Step | None


@dataclass(kw_only=True, slots=True)
class Person:
    """Somebody on a day. `record` is how they were first read; what has changed since is here."""

    record: Employee
    title: str | None
    manager_id: str | None
    contractor: bool
    away: bool
    back_on: date | None
    left_on: date | None

    @property
    def whom(self) -> str:
        """The id."""
        return self.record.employee_id

    @property
    def trade(self) -> Trade | None:
        """What they do; None for a title that no career of the department has."""
        return _trades().get((self.record.department, self.title))


class Roster:
    """The people, in order of id."""

    def __init__(self, people: Iterable[Employee]) -> None:
        self._people: dict[str, Person] = {}
        for each in people:
            self.add(each)

    def add(self, record: Employee) -> None:
        """Take in somebody, or somebody again who came back."""
        self._people[record.employee_id] = Person(
            record=record,
            title=record.title,
            manager_id=record.manager_id,
            contractor=record.worker_type == "contractor",
            away=record.leave is not None,
            back_on=None if record.leave is None else record.leave.expected_return,
            left_on=(record.last_day or record.hire_date) if record.status in _GONE else None,
        )

    def everybody(self) -> list[Person]:
        """Return everybody, those who left included."""
        return [self._people[whom] for whom in sorted(self._people)]

    def at_work(self, today: date) -> list[Person]:
        """Return who has begun and has not left; who begins today has other things to do."""
        return [each for each in self.everybody() if each.left_on is None and each.record.hire_date < today]

    def team(self, leader: str) -> list[Person]:
        """Return who works for somebody, those who are yet to begin included."""
        return [each for each in self.everybody() if each.left_on is None and each.manager_id == leader]

    def former(self, like: Person, before: date) -> list[Person]:
        """Return who left before a day and did the same at the same place."""
        same = (like.title, like.record.department, like.record.location)
        return [
            each
            for each in self.everybody()
            if each.left_on is not None
            and each.record.status in _GONE
            and each.left_on < before
            and (each.title, each.record.department, each.record.location) == same
        ]


@cache
def _trades() -> dict[tuple[str | None, str | None], Trade]:
    found: dict[tuple[str | None, str | None], Trade] = {}
    for career in careers().values():
        steps = career.staff + career.leaders
        for number, step in enumerate(steps):
            above = career.staff[number + 1] if number + 1 < len(career.staff) else None
            found.setdefault((career.department.code, step.title.code), Trade(career=career, step=step, above=above))
    return found
