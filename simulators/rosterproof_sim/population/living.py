"""How a company goes on: day by day, people leave, are followed, rise, go on leave, come back, marry, become employees.

Everything happens at the rates of the careers. What happens on a day follows from the seed, the day and the people
there are, and from nothing else, so that a world that is put back and lives on again lives the same days.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from rosterproof_sim.domain.words.changes import (
    UNCHANGED,
    Change,
    Converted,
    EmailChanged,
    Hired,
    LeaveStarted,
    Promoted,
    Rehired,
    Renamed,
    Returned,
    Terminated,
    Transferred,
)
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.population.names import Addresses, Pool, pick, plain, pools
from rosterproof_sim.population.roster import Person, Roster, Trade
from rosterproof_sim.population.site import sites

_YEAR, _MONTH = 365, 30.44
_WEDDINGS = 0.015
#: Whoever follows somebody begins after so many days, sooner in the season.
_SEARCH = (14, 42)
_LONGEST_SEARCH = 90
#: Somebody who left is asked to come back after so many days.
_AWAY = 60


class Living:
    """The people of a company while it lives on. What HR records by hand meanwhile is not seen here."""

    def __init__(self, people: Iterable[Employee], seed: int) -> None:
        self._seed = seed
        self._random = Random()
        self._roster = Roster(people)
        self._addresses = Addresses(each.record.email for each in self._roster.everybody() if each.record.email)
        self._touched: set[str] = set()

    def join(self, newcomer: Employee, hire: Hired | Rehired) -> None:
        """Take in somebody whom HR has hired, or hired again, on the terms of the hire."""
        self._roster.add(
            replace(
                newcomer,
                status="pre_hire",
                title=hire.title,
                department=hire.department,
                location=hire.location,
                manager_id=hire.manager_id,
                legal_entity=hire.legal_entity,
                worker_type=hire.worker_type,
                hire_date=hire.effective_on,
                last_day=None,
            )
        )

    def day(self, today: date) -> Iterator[Change]:
        """Return what HR records on a day, in order."""
        # A text as a seed gives the same numbers in every version of Python and under every hash seed.
        self._random = Random(f"{self._seed} {today.isoformat()}")
        self._touched = set()
        for person in self._roster.at_work(today):
            # Whoever was given another leader or another's place today has had day enough.
            if person.whom not in self._touched:
                yield from self._live(person, today)

    def _live(self, person: Person, today: date) -> Iterator[Change]:
        chance = self._random.random() * _YEAR
        if person.away:
            if person.back_on is not None and person.back_on <= today:
                person.away, person.back_on = False, None
                yield Returned(employee_id=person.whom, effective_on=today)
            return
        trade = person.trade
        # Nobody follows the head of the company, and of other titles nothing is known.
        if trade is None or person.manager_id is None:
            return
        for odds, happen in (
            (trade.step.turnover, self._leave),
            (trade.career.leave, self._pause),
            (_WEDDINGS, self._wed),
            (trade.career.contract_to_hire if person.contractor else 0.0, self._convert),
            (_rise_odds(person, trade, today), self._rise),
            (trade.career.moved if not trade.step.leads else 0.0, self._move),
        ):
            if chance < odds:
                yield from happen(person, trade, today)
                return
            chance -= odds

    def _leave(self, person: Person, trade: Trade, today: date) -> Iterator[Change]:
        """Let today be the last day. The oldest hand of a team takes over the lead; who is missing then is followed."""
        person.left_on = today
        yield Terminated(employee_id=person.whom, effective_on=today)
        team = self._roster.team(person.whom)
        ready = [each for each in team if not each.away and each.record.hire_date < today]
        heir = min(ready, key=lambda each: (each.record.hire_date, each.whom), default=None)
        title, manager = person.title, person.manager_id
        if heir is not None:
            title, manager = heir.title, heir.whom
            yield from self._take_over(heir, person, today + timedelta(days=1))
        for each in team:
            if each is not heir:
                each.manager_id = person.manager_id if heir is None else heir.whom
                self._touched.add(each.whom)
                day = max(today + timedelta(days=1), each.record.hire_date)
                yield Transferred(employee_id=each.whom, manager_id=each.manager_id, effective_on=day)
        yield self._follow(person, title, manager, trade, today)

    def _take_over(self, heir: Person, leader: Person, day: date) -> Iterator[Change]:
        self._touched.add(heir.whom)
        if heir.title != leader.title:
            yield Promoted(employee_id=heir.whom, title=leader.title, effective_on=day)
        yield Transferred(employee_id=heir.whom, manager_id=leader.manager_id, effective_on=day)
        heir.title, heir.manager_id = leader.title, leader.manager_id

    def _follow(self, person: Person, title: str | None, manager: str | None, trade: Trade, today: date) -> Change:
        """Hire somebody for the place that is free, or somebody again who once did the same."""
        record, random = person.record, self._random
        wait = (_SEARCH[0] + random.random() * (_SEARCH[1] - _SEARCH[0])) / trade.career.season[today.month - 1]
        day = today + timedelta(days=min(_LONGEST_SEARCH, int(wait)))
        day += timedelta(days=-day.weekday() % 7)
        known = self._roster.former(person, today - timedelta(days=_AWAY))
        if known and random.random() < trade.career.rehired:
            return Rehired(
                employee_id=pick(random, known).whom,
                title=title,
                department=record.department,
                location=record.location,
                manager_id=manager,
                legal_entity=record.legal_entity,
                effective_on=day,
            )
        pool = self._pool(record)
        (given, plain_given), (family, plain_family) = pick(random, pool.given), pick(random, pool.family)
        agency = not trade.step.leads and random.random() < trade.career.contractors
        return Hired(
            given_name=given,
            family_name=family,
            email=self._addresses.address(plain_given, plain_family),
            title=title,
            department=record.department,
            location=record.location,
            manager_id=manager,
            legal_entity=record.legal_entity,
            worker_type="contractor" if agency else "employee",
            effective_on=day,
        )

    def _pause(self, person: Person, trade: Trade, today: date) -> Iterator[Change]:
        first, last = trade.career.leave_days
        person.away = True
        person.back_on = today + timedelta(days=first + int(self._random.random() * (last - first + 1)))
        yield LeaveStarted(employee_id=person.whom, expected_return=person.back_on, effective_on=today)

    def _wed(self, person: Person, trade: Trade, today: date) -> Iterator[Change]:
        del trade
        given = person.record.given_name
        family, plain_family = pick(self._random, self._pool(person.record).family)
        yield Renamed(employee_id=person.whom, given_name=given, family_name=family, effective_on=today)
        address = self._addresses.address(plain(given), plain_family)
        yield EmailChanged(employee_id=person.whom, email=address, effective_on=today)

    def _convert(self, person: Person, trade: Trade, today: date) -> Iterator[Change]:
        del trade
        person.contractor = False
        yield Converted(employee_id=person.whom, worker_type="employee", effective_on=today)

    def _rise(self, person: Person, trade: Trade, today: date) -> Iterator[Change]:
        if trade.above is not None:
            person.title = trade.above.title.code
            yield Promoted(employee_id=person.whom, title=person.title, effective_on=today)

    def _move(self, person: Person, trade: Trade, today: date) -> Iterator[Change]:
        """Join another team of the same trade, at another site where there is one."""
        del trade
        leaders = {each.manager_id for each in self._roster.at_work(today) if each.title == person.title}
        others = [
            each
            for each in self._roster.at_work(today)
            if each.whom in leaders and each.whom not in {person.whom, person.manager_id} and not each.away
        ]
        if not others:
            return
        away = [each for each in others if each.record.location != person.record.location] or others
        leader = pick(self._random, away)
        moved = leader.record.location != person.record.location
        entity = moved and leader.record.legal_entity != person.record.legal_entity
        person.manager_id = leader.whom
        place = leader.record
        person.record = replace(person.record, location=place.location, legal_entity=place.legal_entity)
        yield Transferred(
            employee_id=person.whom,
            manager_id=leader.whom,
            location=leader.record.location if moved else UNCHANGED,
            legal_entity=leader.record.legal_entity if entity else UNCHANGED,
            effective_on=today,
        )

    def _pool(self, record: Employee) -> Pool:
        places = sites()
        site = places.get(str(record.location)) or next(iter(places.values()))
        return pick(self._random, pools(site))


def _rise_odds(person: Person, trade: Trade, today: date) -> float:
    """Return the odds of a promotion in a year; none before the months that the career wants."""
    if trade.above is None or (today - person.record.hire_date).days < trade.above.after[0] * _MONTH:
        return 0.0
    return trade.above.risen * 12 / sum(trade.above.after)
