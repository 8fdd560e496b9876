"""A stopped clock: it moves when it is moved, and what is due on the way happens in order, once."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from unit.small_world import ADA, START, TODAY, a_world, advance_days, digest, facts, hire, spec

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.words.changes import Promoted, Terminated
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.world import LAST, World

DAY = timedelta(days=1)


def midnight(days: int) -> datetime:
    return datetime(2026, 3, 2, tzinfo=UTC) + days * DAY


def test_a_clock_stands_where_it_was_put_in_utc() -> None:
    clock = Clock(datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-2))))
    assert clock.now().isoformat() == "2026-03-03T01:30:00+00:00"
    assert clock.today().isoformat() == "2026-03-03"


@pytest.mark.parametrize("to", [START - timedelta(seconds=1), LAST + timedelta(seconds=1)])
def test_a_clock_does_not_go_back_nor_beyond_its_end(to: datetime) -> None:
    world = a_world()
    before = digest(world)
    with pytest.raises(Invalid, match="to"):
        world.advance(to)
    assert digest(world) == before


def test_moving_to_the_present_instant_does_nothing() -> None:
    world = a_world()
    before = digest(world)
    world.advance(START)
    assert digest(world) == before


def test_next_due_is_the_next_instant_at_which_something_happens() -> None:
    world = a_world()
    assert world.next_due() is None
    whom = hire(world, TODAY + 40 * DAY)
    assert world.next_due() == midnight(40)
    advance_days(world, 39)
    assert world.next_due() == midnight(40)
    advance_days(world, 1)
    assert world.next_due() is None
    world.hris.record(Terminated(employee_id=whom, effective_on=TODAY + 50 * DAY))
    assert world.next_due() == midnight(51)


def test_a_delivery_that_waits_is_due_at_its_next_attempt() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", ["employee.hired"])
    hire(world)
    (delivery,) = world.outbox.due(world.clock.now())
    assert world.next_due() is None
    later = START + timedelta(seconds=5)
    world.outbox.mark(delivery, "failed", later)
    assert world.next_due() == later
    world.advance(later)
    assert world.next_due() is None
    assert [each.attempts for each in world.outbox.due(later)] == [1]


def test_what_falls_due_on_the_way_happens_in_order_and_once() -> None:
    world = a_world()
    ada, bo = hire(world, TODAY + 20 * DAY), hire(world)
    world.hris.record(Terminated(employee_id=bo, effective_on=TODAY + 20 * DAY))
    world.hris.record(Promoted(employee_id=bo, title="team-leader", effective_on=TODAY + 10 * DAY))
    world.hris.record(Promoted(employee_id=ada, title="team-leader", effective_on=TODAY + 20 * DAY))
    known = len(world.hris.announcements(limit=1000))
    advance_days(world, 100)
    told = [(each.kind, each.employee_id) for each in world.hris.announcements(limit=1000)[known:]]
    assert told == [("promoted", bo), ("hired", ada), ("promoted", ada), ("terminated", bo)]
    advance_days(world, 100)
    assert len(world.hris.announcements(limit=1000)) == known + 4


def test_one_step_or_many_lead_to_the_same() -> None:
    worlds = [a_world(), a_world()]
    for world in worlds:
        hire(world, TODAY + 20 * DAY)
        world.lms.create_user(ADA)
        world.lms.act("E0000042", "SAFE-110", "pass", 90)
    advance_days(worlds[0], 420)
    for _ in range(420):
        advance_days(worlds[1], 1)
    states = [world.state() for world in worlds]
    for state in states:
        del state["journal_sequence"]
    assert states[0] == states[1]


def test_the_journal_tells_each_move_of_the_clock() -> None:
    world = a_world()
    hire(world, TODAY + DAY)
    advance_days(world, 2)
    assert facts(world, "clock") == [
        {"from": "2026-03-02T09:00:00Z", "to": "2026-03-03T00:00:00Z"},
        {"from": "2026-03-03T00:00:00Z", "to": "2026-03-04T09:00:00Z"},
    ]


def test_what_fails_on_the_way_leaves_the_clock_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    world = a_world()
    hire(world, TODAY + DAY)
    monkeypatch.setattr(world.lms, "fall_due", lambda: 1 / 0)
    before = digest(world)
    with pytest.raises(ZeroDivisionError):
        advance_days(world, 2)
    assert world.clock.now() == START
    assert digest(world) == before


def test_a_world_begins_in_utc_wherever_its_start_was_written() -> None:
    world = World.create(spec(start=START.astimezone(timezone(timedelta(hours=14)))))
    assert (world.state(), world.spec) == (a_world().state(), spec())


def test_a_hundred_idle_years_are_one_step() -> None:
    world = World.create(spec(size=200))
    world.advance(START + 36_500 * DAY)
    assert len(facts(world, "clock")) == 1


def test_a_world_says_how_long_ago_it_was_made() -> None:
    world = a_world()
    assert 0 <= world.wall_ms() <= world.wall_ms() < 60_000
