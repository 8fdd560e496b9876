"""What can happen to a worker, kind by kind, what a history does not allow, and what the company does as a whole."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from unit.small_world import START, TODAY, a_world, advance_days, digest, facts, hire

from rosterproof_sim.domain.words.changes import (
    Change,
    Converted,
    Demoted,
    EmailChanged,
    Hired,
    HireRescinded,
    JobAdded,
    JobEnded,
    LeaveStarted,
    PrimaryJobSwitched,
    Promoted,
    Rehired,
    Returned,
    StartMoved,
    Terminated,
    TerminationRescinded,
    Transferred,
    Voided,
)
from rosterproof_sim.domain.words.people import Code, Location
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.hris.organizing import Renumbering
from rosterproof_sim.world import World

DAY = timedelta(days=1)


class Desk:
    """One person in a world, and what HR records of them on days counted from today."""

    def __init__(self, on: int = -10, **fields: Any) -> None:
        self.world = a_world()
        self.whom = hire(self.world, TODAY + on * DAY, **fields)

    def says(self, kind: Any, on: int = 0, **fields: Any) -> int:
        change: Change = kind(employee_id=self.whom, effective_on=TODAY + on * DAY, **fields)
        return self.world.hris.record(change).sequence

    def shown(self, *names: str) -> tuple[Any, ...]:
        person = self.world.hris.employee(self.whom)
        return tuple(getattr(person, name) for name in names)

    @property
    def status(self) -> str:
        return str(self.shown("status")[0])


def test_a_start_moved_later_is_the_start_and_what_was_planned_for_it_waits() -> None:
    desk = Desk(on=14)
    desk.says(Promoted, 14, title="team-leader")
    advance_days(desk.world, 10)
    desk.says(StartMoved, 30)
    advance_days(desk.world, 10)
    assert desk.shown("status", "title", "hire_date") == ("pre_hire", "warehouse-associate", TODAY + 30 * DAY)
    advance_days(desk.world, 10)
    assert desk.shown("status", "title") == ("active", "team-leader")


def test_a_start_moved_earlier_takes_effect_on_the_earlier_day() -> None:
    desk = Desk(on=30)
    desk.says(StartMoved, 2)
    advance_days(desk.world, 2)
    assert desk.shown("status", "hire_date", "original_hire_date") == ("active", TODAY + 2 * DAY, TODAY + 2 * DAY)


def test_a_hire_rescinded_never_comes_about_and_somebody_may_be_hired_after_all() -> None:
    desk = Desk(on=14)
    desk.says(HireRescinded, 14)
    advance_days(desk.world, 20)
    assert desk.shown("status", "employments", "jobs") == ("discarded", (), ())
    desk.says(Rehired, 21, title="nurse")
    advance_days(desk.world, 2)
    assert desk.shown("status", "title", "original_hire_date") == ("active", "nurse", TODAY + 21 * DAY)


def test_a_no_show_is_told_as_somebody_who_is_gone() -> None:
    desk = Desk(on=0)
    desk.world.outbox.subscribe("hris", "http://127.0.0.1:9/", ["employee.terminated"])
    advance_days(desk.world, 1)
    desk.says(HireRescinded, 0)
    assert [each.event for each in desk.world.outbox.due(desk.world.clock.now())] == ["employee.terminated"]


def test_a_sparse_hire_shows_names_and_dates_until_the_first_day() -> None:
    desk = Desk(on=5, sparse=True, email="a@example.com", location="OSL")
    assert desk.shown("given_name", "email", "title", "location", "jobs") == ("Ada", None, None, None, ())
    advance_days(desk.world, 5)
    assert desk.shown("email", "title", "location") == ("a@example.com", "warehouse-associate", "OSL")


def test_a_demotion_is_a_title_and_a_correction_of_the_same_day_leaves_both_in_the_log() -> None:
    desk = Desk()
    desk.says(Promoted, title="team-leader")
    desk.says(Demoted, title="warehouse-associate")
    assert desk.shown("title") == ("warehouse-associate",)
    assert [each.change.kind for each in desk.world.hris.log(limit=10_000)][-2:] == ["promoted", "demoted"]


def test_the_country_and_the_time_zone_follow_the_location() -> None:
    desk = Desk(location="OSL")
    desk.says(Transferred, location="CHI", legal_entity="TWO")
    assert desk.shown("country", "time_zone", "legal_entity") == ("US", "America/Chicago", "TWO")


def test_a_second_job_does_not_touch_the_first_and_becomes_primary_when_it_is_switched() -> None:
    desk = Desk(department="WHS")
    desk.says(JobAdded, title="nurse", department="CLN")
    assert desk.shown("title", "department") == ("warehouse-associate", "WHS")
    desk.says(PrimaryJobSwitched, 1, job_id=2)
    advance_days(desk.world, 1)
    assert desk.shown("title", "department", "status") == ("nurse", "CLN", "active")
    desk.says(Promoted, 1, title="team-leader", job_id=1)
    assert [(job.job_id, job.title, job.primary) for job in desk.shown("jobs")[0]] == [
        (1, "team-leader", False),
        (2, "nurse", True),
    ]


def test_the_end_of_one_of_two_jobs_ends_no_employment() -> None:
    desk = Desk()
    desk.says(JobAdded, title="nurse")
    desk.says(JobEnded, 3, job_id=1)
    advance_days(desk.world, 3)
    assert desk.shown("title") == ("warehouse-associate",)
    advance_days(desk.world, 1)
    assert desk.shown("status", "title") == ("active", "nurse")
    stretches = desk.world.hris.job_history(desk.whom)
    assert [(each.job_id, each.to) for each in stretches] == [(1, TODAY + 3 * DAY), (2, TODAY + 3 * DAY), (2, None)]


def test_a_contractor_becomes_an_employee_on_the_day_and_not_when_it_is_entered() -> None:
    desk = Desk(worker_type="contractor")
    desk.says(Converted, 15, worker_type="employee")
    assert desk.shown("worker_type") == ("contractor",)
    advance_days(desk.world, 15)
    assert desk.shown("worker_type") == ("employee",)


def test_whoever_is_on_leave_is_still_there_until_somebody_says_they_are_back() -> None:
    desk = Desk()
    desk.says(LeaveStarted, 0, expected_return=TODAY + 60 * DAY)
    advance_days(desk.world, 70)
    assert desk.status == "on_leave"
    desk.says(Returned, 70)
    assert desk.shown("status", "leave") == ("active", None)


@pytest.mark.parametrize("after", [5, 15])
def test_a_termination_rescinded_before_or_after_it_took_effect_leaves_somebody_employed(after: int) -> None:
    desk = Desk()
    desk.says(Promoted, 20, title="team-leader")
    desk.says(Terminated, 10)
    advance_days(desk.world, after)
    desk.says(TerminationRescinded, 10)
    assert desk.shown("status", "last_day") == ("active", None)
    advance_days(desk.world, 20)
    assert desk.shown("title") == ("team-leader",)


def test_a_rehire_is_a_new_employment_of_the_same_person() -> None:
    desk = Desk(on=-200)
    desk.says(Terminated, -100)
    desk.says(Rehired, 0, title="nurse", worker_type="contractor")
    stays = [(each.from_, each.to, each.worker_type) for each in desk.shown("employments")[0]]
    assert stays == [(TODAY - 200 * DAY, TODAY - 100 * DAY, "employee"), (TODAY, None, "contractor")]
    assert desk.shown("hire_date", "original_hire_date", "title") == (TODAY, TODAY - 200 * DAY, "nurse")


def test_a_rehire_the_day_after_never_shows_a_leaver() -> None:
    desk = Desk()
    desk.says(Terminated, 0)
    desk.says(Rehired, 1, title="nurse")
    advance_days(desk.world, 1)
    assert desk.shown("status", "title") == ("active", "nurse")


def test_somebody_who_comes_back_under_a_new_id_may_bring_the_old_address_and_national_id() -> None:
    desk = Desk(email="a@example.com", national_id="N-1")
    desk.says(Terminated, -5)
    again = hire(desk.world, TODAY, email="a@example.com", national_id="N-1")
    assert again != desk.whom
    assert desk.world.hris.employee(again).national_id == desk.shown("national_id")[0] == "N-1"


def test_a_change_that_was_voided_counts_no_more_until_its_voiding_is_voided() -> None:
    desk = Desk()
    promoted = desk.says(Promoted, title="team-leader")
    voided = desk.says(Voided, voids=promoted)
    assert desk.shown("title") == ("warehouse-associate",)
    desk.says(Voided, voids=voided)
    assert desk.shown("title") == ("team-leader",)


def test_managers_may_lead_each_other_and_may_not_be_known_yet() -> None:
    desk = Desk(manager_id="E0000900")
    boss = hire(desk.world, TODAY, employee_id="E0000900", manager_id=desk.whom)
    assert desk.shown("manager_id") == (boss,)
    assert desk.world.hris.employee(boss).manager_id == desk.whom


REFUSED = [
    ((), (Hired, 0, {"given_name": "X"}), "was hired already"),
    ((), (Promoted, -11, {"title": "x"}), "is hired on 2026-02-20; nothing can happen to them on 2026-02-19"),
    (((Terminated, -2, {}),), (Promoted, -1, {"title": "x"}), "left on 2026-02-28"),
    ((), (Rehired, 0, {}), "is employed since 2026-02-20; only somebody who has left"),
    ((), (Promoted, 0, {"title": "x", "job_id": 7}), "has no job 7 on 2026-03-02; there is job 1"),
    ((), (JobAdded, 0, {"job_id": 1}), "has a job 1 already"),
    ((), (JobEnded, 0, {"job_id": 1}), "has no other job than 1"),
    ((), (PrimaryJobSwitched, 0, {"job_id": 1}), "has job 1 as the primary one already"),
    ((), (Converted, 0, {"worker_type": "employee"}), "is a worker of type employee already"),
    (((LeaveStarted, -3, {}),), (LeaveStarted, 0, {}), "is on leave since 2026-02-27 already"),
    ((), (LeaveStarted, 0, {"expected_return": TODAY}), "cannot be back on 2026-03-02"),
    ((), (Returned, 0, {}), "is not on leave on 2026-03-02"),
    ((), (StartMoved, -10, {}), "starts on 2026-02-20 already"),
    (((Terminated, -2, {}),), (StartMoved, 0, {}), "leaves on 2026-02-28, before 2026-03-02"),
    (((Terminated, -5, {}), (Rehired, 0, {})), (StartMoved, -6, {}), "worked until 2026-02-25"),
    (((HireRescinded, -10, {}),), (StartMoved, 0, {}), "has no first day to move"),
    (((HireRescinded, -10, {}),), (Promoted, 0, {"title": "x"}), "was never employed"),
    (((HireRescinded, -10, {}),), (HireRescinded, -10, {}), "has no hire to rescind"),
    ((), (HireRescinded, 0, {}), "is hired on 2026-02-20, not on 2026-03-02"),
    (((Terminated, 5, {}),), (HireRescinded, -10, {}), "has a termination after that hire"),
    ((), (TerminationRescinded, 0, {}), "has no termination with the last day 2026-03-02"),
    (((Terminated, -5, {}), (Rehired, -2, {})), (TerminationRescinded, -5, {}), "was rehired on 2026-02-28"),
    ((), (Voided, 0, {"voids": 99_999}), "has no change logged under 99999"),
    ((), (Transferred, 0, {"manager_id": "me"}), "cannot be their own manager"),
]


@pytest.mark.parametrize(("before", "asked", "reason"), REFUSED, ids=[reason for _, _, reason in REFUSED])
def test_what_a_history_does_not_allow_is_refused_with_its_reason_and_changes_nothing(
    before: Any, asked: Any, reason: str
) -> None:
    desk = Desk()
    for kind, on, fields in before:
        desk.says(kind, on, **fields)
    kind, on, fields = asked
    given = {name: desk.whom if value == "me" else value for name, value in fields.items()}
    held = digest(desk.world)
    with pytest.raises(Refused, match=reason) as refused:
        desk.says(kind, on, **given)
    assert refused.value.code == "not-allowed"
    assert digest(desk.world) == held


def test_voiding_names_the_day_and_never_the_hire_and_nothing_twice() -> None:
    desk = Desk()
    first = desk.world.hris.log(limit=10_000)[-1].sequence
    promoted = desk.says(Promoted, title="x")
    with pytest.raises(Refused, match="effective on 2026-03-02, not on 2026-03-03"):
        desk.says(Voided, 1, voids=promoted)
    with pytest.raises(Refused, match="a hire is rescinded, not voided"):
        desk.says(Voided, -10, voids=first)
    desk.says(Voided, voids=promoted)
    with pytest.raises(Refused, match="was voided before"):
        desk.says(Voided, voids=promoted)


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("Pacific/Auckland", datetime(2026, 6, 30, 12, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 6, 30, 10, tzinfo=UTC)),
        ("Etc/GMT+12", datetime(2026, 7, 1, 12, tzinfo=UTC)),
    ],
)
def test_a_leaver_is_there_through_the_last_day_where_they_work(zone: str, ends: datetime) -> None:
    world = a_world()
    world.hris.put_code("locations", Location(code="HERE", name="Here", country="XX", time_zone=zone))
    whom = hire(world, TODAY, location="HERE")
    world.hris.record(Terminated(employee_id=whom, effective_on=date(2026, 6, 30)))
    world.advance(ends - timedelta(seconds=1))
    assert world.hris.employee(whom).status == "active"
    assert world.next_due() == ends
    world.advance(ends)
    assert world.hris.employee(whom).status == "terminated"


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("Asia/Beirut", date(2026, 3, 29), datetime(2026, 3, 28, 22, tzinfo=UTC)),
        ("America/Havana", date(2026, 11, 1), datetime(2026, 11, 1, 4, tzinfo=UTC)),
        ("Europe/Oslo", date(2028, 2, 29), datetime(2028, 2, 28, 23, tzinfo=UTC)),
    ],
)
def test_a_day_without_midnight_or_with_two_begins_once(zone: str, day: date, begins: datetime) -> None:
    world = a_world()
    world.hris.put_code("locations", Location(code="HERE", name="Here", country="XX", time_zone=zone))
    whom = hire(world, TODAY, location="HERE")
    world.hris.record(Promoted(employee_id=whom, title="team-leader", effective_on=day))
    known = len(world.hris.announcements(limit=1000))
    world.advance(begins + 2 * DAY)
    assert world.hris.employee(whom).updated_at == begins
    assert len(world.hris.announcements(limit=1000)) == known + 1


def test_where_people_work_cannot_move_to_another_zone() -> None:
    desk = Desk(location="MARS")
    before = digest(desk.world)
    with pytest.raises(Refused, match="have worked at MARS"):
        desk.world.hris.put_code("locations", Location(code="MARS", name="Mars", country="XX", time_zone="UTC"))
    with pytest.raises(Invalid, match="time_zone"):
        desk.world.hris.put_code("locations", Location(code="M", name="Mars", country="XX", time_zone="Mars/Olympus"))
    assert digest(desk.world) == before


def test_how_it_was_and_how_it_was_known_are_two_questions() -> None:
    desk = Desk(on=-100)
    advance_days(desk.world, 10)
    desk.says(Promoted, -30, title="team-leader")
    hris, whom = desk.world.hris, desk.whom
    assert hris.employee(whom, as_of=TODAY - 30 * DAY).title == "team-leader"
    assert hris.employee(whom, as_of=TODAY - 30 * DAY, known_at=START).title == "warehouse-associate"
    assert hris.employee(whom, known_at=START).version == 1
    assert [each.title for each in hris.job_history(whom, known_at=START)] == ["warehouse-associate"]
    with pytest.raises(NotFound, match="known at"):
        hris.employee(whom, known_at=START - DAY)
    with pytest.raises(Invalid, match="known_at"):
        hris.employee(whom, known_at=START + 400 * DAY)
    then = [each.employee_id for each in hris.employees(limit=None, as_of=TODAY, known_at=START - DAY)]
    assert whom not in then
    assert then == sorted(then)


def test_departments_are_renumbered_in_one_go_and_everybody_in_them_moves_on_the_day() -> None:
    world = World.create(a_world().spec)
    future = hire(world, TODAY + 40 * DAY, department="WHS")
    inside = {each.employee_id for each in world.hris.employees(department="WHS", limit=None, status="active")}
    on = TODAY + 10 * DAY
    recorded = world.hris.restructure([Renumbering(old="WHS", new="W-100", name="Logistics")], on)
    assert {each.change.employee_id for each in recorded} == inside | {future}
    advance_days(world, 12)
    moved = {each.employee_id for each in world.hris.employees(department="W-100", limit=None)}
    assert moved == inside
    codes = {each.code: (each.valid_from, each.valid_to) for each in world.hris.code_lists().departments}
    assert (codes["WHS"], codes["W-100"]) == ((None, on - DAY), (on, None))
    advance_days(world, 40)
    assert world.hris.employee(future).department == "W-100"


def test_a_renumbering_that_cannot_be_changes_nothing() -> None:
    world = a_world()
    before = digest(world)
    with pytest.raises(NotFound, match="department NONE"):
        world.hris.restructure([Renumbering(old="WHS", new="W"), Renumbering(old="NONE", new="N")], TODAY)
    with pytest.raises(Refused, match="department OPS already"):
        world.hris.restructure([Renumbering(old="WHS", new="OPS")], TODAY)
    assert digest(world) == before


def test_a_company_taken_over_brings_the_same_numbers_and_nobody_is_merged() -> None:
    world = a_world()
    known = {each.employee_id: each.employee_number for each in world.hris.employees(limit=None)}
    hired = world.acquire(Code(code="ACME", name="Acme"), 30, TODAY)
    people = world.hris.employees(limit=None)
    assert len(hired) == 30
    assert len(people) == len(known) + 30
    assert {each.employee_number for each in people if each.legal_entity == "ACME"} >= set(known.values())
    heads = [each for each in people if each.legal_entity == "ACME" and each.manager_id is None]
    assert len(heads) == 1
    with pytest.raises(Refused, match="legal entity ACME"):
        world.acquire(Code(code="ACME", name="Acme"), 3, TODAY)


def test_several_changes_are_recorded_all_or_none() -> None:
    desk = Desk()
    before = digest(desk.world)
    good = EmailChanged(employee_id=desk.whom, email="b@example.com", effective_on=TODAY)
    with pytest.raises(Refused):
        desk.world.hris.record_all([good, Returned(employee_id=desk.whom, effective_on=TODAY)])
    assert digest(desk.world) == before
    assert len(desk.world.hris.record_all([good, good])) == 2
    assert len(facts(desk.world, "change")) == 3
