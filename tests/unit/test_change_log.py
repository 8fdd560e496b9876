"""The log is the truth: what the HRIS shows, feeds and announces follows from it, once and in order."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from unit.small_world import TODAY, a_world, advance_days, digest, facts, hire, spec

from rosterproof_sim.domain.rules.employment import record_at
from rosterproof_sim.domain.rules.unfolding import unfold
from rosterproof_sim.domain.words.changes import (
    Change,
    EmailChanged,
    Hired,
    Promoted,
    Renamed,
    Terminated,
    Transferred,
)
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.world import World

DAY = timedelta(days=1)


def feed(world: World, whom: str) -> list[tuple[str, tuple[str, ...]]]:
    entries = world.hris.announcements(limit=10_000)
    return [(each.kind, each.changed_fields) for each in entries if each.employee_id == whom]


def test_a_hire_of_today_shows_at_once_with_an_id_and_a_number() -> None:
    world = a_world()
    known = len(world.hris.employees(limit=None))
    whom = hire(world)
    ada = world.hris.employee(whom)
    assert (whom, ada.employee_number, ada.status) == (f"E{known + 1:07d}", f"{known + 1:05d}", "active")


def test_a_future_hire_is_on_record_at_once_and_starts_on_the_day() -> None:
    world = a_world()
    whom = hire(world, TODAY + 14 * DAY)
    assert world.hris.employee(whom).status == "pre_hire"
    advance_days(world, 13)
    assert world.hris.employee(whom).status == "pre_hire"
    advance_days(world, 1)
    ada = world.hris.employee(whom)
    assert (ada.status, ada.version, ada.updated_at) == ("active", 2, datetime(2026, 3, 16, tzinfo=UTC))
    assert [kind for kind, _ in feed(world, whom)] == ["hired", "hired"]
    assert feed(world, whom)[1] == ("hired", ("status",))


def test_an_id_given_with_the_hire_is_kept_and_never_given_again() -> None:
    world = a_world()
    following = len(world.hris.employees(limit=None)) + 1
    taken = hire(world, employee_id=f"E{following:07d}", employee_number="007")
    assert world.hris.employee(taken).employee_number == "007"
    assert hire(world) == f"E{following + 1:07d}"


def test_a_change_entered_ahead_shows_on_its_day_and_is_announced_then() -> None:
    world = a_world()
    whom = hire(world)
    world.hris.record(Promoted(employee_id=whom, title="team-leader", effective_on=TODAY + 60 * DAY))
    assert world.hris.employee(whom).title == "warehouse-associate"
    assert len(feed(world, whom)) == 1
    advance_days(world, 60)
    assert world.hris.employee(whom).title == "team-leader"
    assert feed(world, whom)[1:] == [("promoted", ("title", "jobs"))]


def test_a_change_for_an_earlier_day_shows_at_once() -> None:
    world = a_world()
    whom = hire(world, TODAY - 100 * DAY)
    world.hris.record(Promoted(employee_id=whom, title="team-leader", effective_on=TODAY - 50 * DAY))
    assert world.hris.employee(whom).title == "team-leader"
    assert world.hris.employee(whom, TODAY - 51 * DAY).title == "warehouse-associate"
    assert world.hris.employee(whom, TODAY - 101 * DAY).status == "pre_hire"


def test_a_change_that_changes_nothing_is_logged_and_not_announced() -> None:
    world = a_world()
    whom = hire(world)
    logged = world.hris.record(Promoted(employee_id=whom, title="warehouse-associate", effective_on=TODAY))
    assert world.hris.log(after=logged.sequence - 1) == [logged]
    assert len(feed(world, whom)) == 1
    assert world.hris.employee(whom).version == 1


def test_a_termination_takes_effect_after_the_last_day_an_immediate_one_at_once() -> None:
    world = a_world()
    bo, ada = hire(world), hire(world)
    world.hris.record(Terminated(employee_id=bo, effective_on=TODAY))
    world.hris.record(Terminated(employee_id=ada, effective_on=TODAY, immediate=True))
    assert [world.hris.employee(each).status for each in (bo, ada)] == ["active", "terminated"]
    advance_days(world, 1)
    assert world.hris.employee(bo).status == "terminated"
    assert feed(world, bo)[-1] == ("terminated", ("status", "last_day", "jobs", "employments"))


def test_a_hire_who_ends_at_once_on_the_first_day_is_announced_hired_and_terminated() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", ["employee.hired", "employee.updated", "employee.terminated"])
    whom = hire(world, TODAY + DAY)
    world.hris.record(Terminated(employee_id=whom, effective_on=TODAY + DAY, immediate=True))
    advance_days(world, 1)
    assert [kind for kind, _ in feed(world, whom)] == ["hired", "hired", "terminated"]
    told = [each.event for each in world.outbox.due(world.clock.now())]
    assert told == ["employee.hired", "employee.updated", "employee.terminated"]


def test_codes_on_no_list_and_unknown_managers_are_carried() -> None:
    world = a_world()
    whom = hire(world, title="wizard", department=None, location="MARS", manager_id="E9999999")
    ada = world.hris.employee(whom)
    assert (ada.title, ada.department, ada.location, ada.manager_id) == ("wizard", None, "MARS", "E9999999")


@pytest.mark.parametrize(
    "change",
    [
        Promoted(employee_id="E0009999", title="x", effective_on=TODAY),
        Hired(employee_id="E0000001", given_name="Ada", effective_on=TODAY),
        Hired(employee_id="ada", given_name="Ada", effective_on=TODAY),
        Hired(employee_id="E0009999", manager_id="E0009999", given_name="Ada", effective_on=TODAY),
        Terminated(employee_id="E0000001", effective_on=date(1990, 1, 1)),
        Renamed(employee_id="E0000001", given_name="X", family_name=None, effective_on=date(1990, 1, 1)),
        Transferred(employee_id="E0000001", manager_id="E0000001", effective_on=TODAY),
    ],
)
def test_a_refusal_changes_nothing(change: Change) -> None:
    world = a_world()
    before = digest(world)
    with pytest.raises((Refused, NotFound, Invalid)):
        world.hris.record(change)
    assert digest(world) == before


def test_the_journal_holds_each_change_as_it_was_logged() -> None:
    world = a_world()
    whom = hire(world, email=None)
    (fact,) = facts(world, "change")
    assert fact["change"]["employee_id"] == whom
    assert (fact["change"]["kind"], fact["change"]["email"], fact["recorded_at"]) == (
        "hired",
        None,
        "2026-03-02T09:00:00Z",
    )


def test_employees_are_listed_by_id_behind_a_cursor_and_by_what_they_are() -> None:
    world = a_world()
    whom = hire(world, department="CLN", location="OSL")
    everybody = [each.employee_id for each in world.hris.employees(limit=None)]
    assert everybody == sorted(everybody)
    assert [each.employee_id for each in world.hris.employees(after=everybody[2], limit=2)] == everybody[3:5]
    found = world.hris.employees(department="CLN", location="OSL", updated_since=world.clock.now())
    assert [each.employee_id for each in found] == [whom]
    assert {each.status for each in world.hris.employees(status="terminated", limit=None)} <= {"terminated"}


WHOM = ("E0000101", "E0000102")
#: Few days, so that several changes of one person often fall on one.
days = st.sampled_from((-30, -1, 0, 1, 20, 40, 41, 90)).map(lambda days: TODAY + days * DAY)
texts = st.sampled_from(("a", "b", "c"))
moves: st.SearchStrategy[Any] = st.one_of(
    st.integers(min_value=1, max_value=40),
    st.builds(Hired, employee_id=st.sampled_from(WHOM), given_name=texts, title=texts, effective_on=days),
    st.builds(Promoted, employee_id=st.sampled_from(WHOM), title=texts, effective_on=days),
    st.builds(Transferred, employee_id=st.sampled_from(WHOM), department=st.none() | texts, effective_on=days),
    st.builds(Renamed, employee_id=st.sampled_from(WHOM), given_name=texts, family_name=texts, effective_on=days),
    st.builds(EmailChanged, employee_id=st.sampled_from(WHOM), email=st.none() | texts, effective_on=days),
    st.builds(Terminated, employee_id=st.sampled_from(WHOM), effective_on=days, immediate=st.booleans()),
)
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


def play(world: World, story: list[Any]) -> None:
    for move in story:
        if isinstance(move, int):
            advance_days(world, move)
        else:
            with suppress(Refused, NotFound):
                world.hris.record(move)


@settings(max_examples=40, **QUIET)
@given(story=st.lists(moves, min_size=4, max_size=20))
def test_what_shows_is_the_fold_of_the_log_at_any_day(story: list[Any]) -> None:
    world = a_world()
    try:
        for whom in WHOM:
            hire(world, TODAY - 20 * DAY, employee_id=whom)
        play(world, story)
        log = world.hris.log(limit=10_000)
        places = {each.code: each for each in world.hris.code_lists().locations}
        for shown in world.hris.employees(limit=None):
            of_one = [each for each in log if each.change.employee_id == shown.employee_id]
            frozen = {"updated_at": shown.updated_at, "version": shown.version}
            assert shown == record_at(world.clock.now(), of_one, places, **frozen)
            for day in (TODAY - 30 * DAY, TODAY, TODAY + 60 * DAY):
                assert world.hris.employee(shown.employee_id, day) == record_at(day, of_one, places, **frozen)
            announced = [e for e in world.hris.announcements(limit=10_000) if e.employee_id == shown.employee_id]
            assert shown.version == len(announced)
    finally:
        world.close()


@settings(max_examples=15, **QUIET)
@given(story=st.lists(moves, min_size=4, max_size=20))
@example(
    story=[
        Promoted(employee_id=WHOM[0], title="b", effective_on=TODAY + DAY),
        Transferred(employee_id=WHOM[0], department="b", effective_on=TODAY + DAY),
        Terminated(employee_id=WHOM[0], effective_on=TODAY),
        2,
    ]
)
def test_a_past_unfolded_at_once_is_the_past_lived_through(story: list[Any]) -> None:
    lived = World.create(spec(size=1))
    try:
        for whom in WHOM:
            hire(lived, TODAY - 20 * DAY, employee_id=whom)
        play(lived, story)
        lived.advance(lived.clock.now() + 900 * DAY)
        places = {each.code: each for each in lived.hris.code_lists().locations}
        entries = []
        for whom in WHOM:
            log = [each for each in lived.hris.log() if each.change.employee_id == whom]
            record, shown = unfold(log, lived.clock.now(), places)
            assert record == lived.hris.employee(whom)
            entries.extend(shown)
        entries.sort(key=lambda each: each.place)
        assert [(e.logged.change.kind, e.logged.change.employee_id, e.changed_fields) for e in entries] == [
            (e.kind, e.employee_id, e.changed_fields)
            for e in lived.hris.announcements(limit=1000)
            if e.employee_id in WHOM
        ]
    finally:
        lived.close()
