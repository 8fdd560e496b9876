"""400 days, one step each, over a company of 2,000 with the things that happen in one: changes today, ahead and back,
learners with certifications that come up for renewal and expire."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from bench.row import Row

from rosterproof.stopwatch import Stopwatch
from rosterproof_sim.domain.words.catalog import Audience, Catalog, Course, Due, Rule, Validity
from rosterproof_sim.domain.words.changes import Change, EmailChanged, Promoted, Renamed, Transferred
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.world import World

TITLE = "400 daily steps over 2,000 people"

_START = datetime(2026, 3, 2, 9, tzinfo=UTC)
_PEOPLE = 2000
_DAYS = 400
_EVENTS_OF_A_PERSON = 8
_CATALOG = Catalog(
    courses=(
        Course(code="ORI-100", title="Orientation"),
        Course(code="SAFE-110", title="Safety", validity=Validity(days=365), window_days=30, pass_score=80),
        Course(code="PSM-200", title="Process safety", validity=Validity(days=180), window_days=60, pass_score=80),
    ),
    rules=(
        Rule(rule_id="orientation", course="ORI-100", audience=Audience(), due=Due(days=7, after="hire")),
        Rule(rule_id="safety", course="SAFE-110", audience=Audience(), due=Due(days=14, after="hire")),
        Rule(
            rule_id="psm",
            course="PSM-200",
            audience=Audience(departments=("WHS", "MNT", "OPS")),
            due=Due(days=30, after="assignment"),
        ),
    ),
)


@dataclass(slots=True)
class _Spent:
    """Seconds by what they went into."""

    record: float = 0.0
    advance: float = 0.0
    events: int = 0


def run() -> list[Row]:
    """Play the year and tell where its time went."""
    world, people = _company()
    spent = _Spent()
    watch = Stopwatch()
    quarters = [_play(world, people, spent, days) for days in _quarters()]
    whole = watch.seconds
    rows = world.journal.last_sequence()
    world.close()
    return [
        Row(
            what=f"{_DAYS} steps with {spent.events:,} events",
            value=whole,
            unit="s",
            at_most=20.0,
            note=f"{rows:,} journal rows at the end",
        ),
        Row(what="  recording them", value=spent.record, unit="s", note=f"{spent.record / whole:.0%}"),
        Row(what="  letting the days pass", value=spent.advance, unit="s", note=f"{spent.advance / whole:.0%}"),
        Row(
            what="  last 100 days to the first 100",
            value=quarters[-1] / quarters[0],
            unit="x",
            note="1 where a step costs the same however much has happened; histories that are folded grow longer",
        ),
    ]


def _company() -> tuple[World, list[Employee]]:
    """Make the company, with an account for everyone and a pass in most courses."""
    world = World.create(WorldSpec(name="year", seed=7, size=_PEOPLE, start=_START, catalog=_CATALOG))
    people = [each for each in world.hris.employees(limit=None) if each.status == "active"]
    with world.store.transaction():
        for person in people:
            _enroll(world, person)
    return world, people


def _enroll(world: World, person: Employee) -> None:
    user = world.lms.create_user(
        {
            "external_id": person.employee_id,
            "given_name": person.given_name,
            "job_title": person.title,
            "department": person.department,
            "hire_date": person.hire_date.isoformat(),
        }
    )
    for enrollment in world.lms.enrollments(user_id=user.user_id, limit=None):
        if int(person.employee_id[1:]) % 5:
            world.lms.act(person.employee_id, enrollment.course, "pass", 90)


def _quarters() -> Iterator[range]:
    yield from (range(begin, begin + _DAYS // 4) for begin in range(0, _DAYS, _DAYS // 4))


def _play(world: World, people: list[Employee], spent: _Spent, days: range) -> float:
    whole = Stopwatch()
    numbers = count(days.start * 44)
    for day in days:
        wanted = round((day + 1) * _PEOPLE * _EVENTS_OF_A_PERSON / 365)
        watch = Stopwatch()
        while spent.events < wanted:
            world.hris.record(_change(people, next(numbers), world.clock.now()))
            spent.events += 1
        spent.record += watch.seconds
        watch = Stopwatch()
        world.advance(world.clock.now() + timedelta(days=1))
        spent.advance += watch.seconds
    return whole.seconds


def _change(people: list[Employee], number: int, now: datetime) -> Change:
    """Spread over everyone and every kind; of six, one is entered ahead and one late."""
    whom = people[number * 7919 % len(people)].employee_id
    day = now.date() + timedelta(days=(0, 0, 0, 0, 21, -3)[number % 6])
    match number % 4:
        case 0:
            return Promoted(employee_id=whom, title=f"title-{number % 40}", effective_on=day)
        case 1:
            return Transferred(
                employee_id=whom, department=("WHS", "MNT", "OPS", "HR")[number // 4 % 4], effective_on=day
            )
        case 2:
            return Renamed(employee_id=whom, given_name=f"Ada {number}", family_name="Berg", effective_on=day)
    return EmailChanged(employee_id=whom, email=f"ada.{number}@example.com", effective_on=day)
