"""A running clock: it goes with the wall at its scale, and shows no instant before what is due there has happened."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from unit.small_world import ADA, START, TODAY, a_world, digest, facts, hire, spec

from rosterproof_sim.clock import Clock, Ticker
from rosterproof_sim.domain.words.changes import Promoted
from rosterproof_sim.world import LAST, World

DAY = timedelta(days=1)


class Wall:
    """A wall clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def running(scale: float) -> tuple[World, Wall]:
    world, wall = a_world(), Wall()
    world.clock._seconds = wall
    world.run_clock(scale)
    return world, wall


def titles(world: World, whom: str) -> list[str | None]:
    return [each.title for each in world.hris.job_history(whom)]


@pytest.mark.parametrize(
    ("scale", "after", "shown"), [(1, 90, 90), (60, 2.5, 150), (0.5, 3, 1), (86_400, 400, 34_560_000)]
)
def test_it_goes_with_the_wall_at_its_scale_in_whole_seconds(scale: float, after: float, shown: int) -> None:
    wall = Wall()
    clock = Clock(START, seconds=wall)
    clock.run(scale)
    wall.seconds += after
    assert clock.now() == START
    assert clock.reading(LAST) == START + timedelta(seconds=shown)


def test_the_wall_is_waited_for_as_long_as_it_takes() -> None:
    wall = Wall()
    clock = Clock(START, seconds=wall)
    assert clock.seconds_until(START + DAY) is None
    clock.run(3600)
    assert clock.seconds_until(START + DAY) == 24
    wall.seconds += 24
    assert (clock.seconds_until(START + DAY), clock.reading(LAST)) == (0, START + DAY)


def test_a_clock_that_runs_stops_at_the_end_of_time() -> None:
    wall = Wall()
    clock = Clock(START, seconds=wall)
    clock.run(2_592_000)
    wall.seconds += 1e12
    assert clock.reading(LAST) == LAST


def test_moved_ahead_of_the_wall_it_runs_on_from_there() -> None:
    world, wall = running(60)
    world.advance(START + DAY)
    wall.seconds += 1
    world.catch_up()
    assert world.clock.now() == START + DAY + timedelta(minutes=1)


def test_small_steps_do_not_lose_the_fractions_of_a_second() -> None:
    world, wall = running(1)
    for _ in range(16):
        wall.seconds += 0.25
        world.catch_up()
    assert world.clock.now() == START + timedelta(seconds=4)


def test_what_falls_due_while_it_runs_happens_at_its_time_with_no_edit() -> None:
    world, wall = running(86_400)
    whom = hire(world)
    world.hris.record(Promoted(employee_id=whom, title="team-leader", effective_on=TODAY + 3 * DAY))
    wall.seconds += 2
    world.catch_up()
    assert titles(world, whom) == ["warehouse-associate"]
    wall.seconds += 8
    assert world.hris.employee(whom).title == "warehouse-associate", "now has not come to it"
    world.catch_up()
    assert titles(world, whom) == ["warehouse-associate", "team-leader"]
    assert world.hris.employee(whom).updated_at == datetime(2026, 3, 5, tzinfo=UTC)
    moves = [each for each in facts(world, "clock") if "to" in each]
    assert [each["to"] for each in moves] == ["2026-03-05T00:00:00Z"], "moves at which nothing happens are not told"


def test_running_and_advancing_lead_to_the_same() -> None:
    (ran, wall), advanced = running(86_400), a_world()
    for world in (ran, advanced):
        hire(world, TODAY + 20 * DAY)
        world.lms.create_user(ADA)
        world.lms.act("E0000042", "SAFE-110", "pass", 90)
    for _ in range(420):
        wall.seconds += 1
        ran.catch_up()
    advanced.advance(START + 420 * DAY)
    states = [ran.state(), advanced.state()]
    for state in states:
        del state["journal_sequence"]
    assert states[0] == states[1]


def test_a_tick_moves_only_where_something_is_due_and_says_when_the_next_is() -> None:
    world, wall = running(3600)
    assert world.tick() is None
    hire(world, TODAY + DAY)
    assert world.tick() == 15
    wall.seconds += 14
    assert (world.tick(), world.clock.now()) == (1, START)
    wall.seconds += 1
    assert (world.tick(), world.clock.now()) == (None, datetime(2026, 3, 3, tzinfo=UTC))


def test_the_journal_tells_when_it_ran_and_when_it_was_stopped() -> None:
    world, wall = running(60)
    wall.seconds += 1
    world.run_clock(None)
    wall.seconds += 1000
    world.catch_up()
    assert world.clock.now() == START + timedelta(minutes=1)
    assert facts(world, "clock") == [{"mode": "running", "scale": 60}, {"mode": "stopped", "scale": None}]


def test_going_back_stops_it_and_a_fork_of_it_stands() -> None:
    world, wall = running(60)
    world.take_snapshot("kept")
    wall.seconds += 60
    fork = world.fork("other")
    assert (fork.clock.scale, fork.clock.now()) == (None, START + timedelta(hours=1))
    world.restore("kept")
    wall.seconds += 60
    world.catch_up()
    assert (world.clock.scale, world.clock.now()) == (None, START)


def test_a_world_on_disk_runs_on_from_its_last_instant(tmp_path: Path) -> None:
    world = World.create(spec(), folder=tmp_path)
    world.run_clock(60)
    world.advance(START + DAY)
    world.close()
    again = World.open(tmp_path)
    assert again.clock.scale == 60
    again.run_clock(None)
    assert START + DAY <= again.clock.now() < START + 2 * DAY
    again.close()
    assert World.open(tmp_path).clock.scale is None


def test_a_step_that_fails_is_done_again_when_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    world, wall = running(86_400)
    hire(world, TODAY + DAY)
    before = digest(world)
    wall.seconds += 5
    with monkeypatch.context() as broken:
        broken.setattr(world.lms, "fall_due", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            world.catch_up()
    assert (world.clock.now(), digest(world)) == (START, before)
    world.catch_up()
    assert world.clock.now() == START + 5 * DAY


class Hand:
    """Counts how often it is moved, and wants to be moved when a test says so."""

    def __init__(self, wait: float | None) -> None:
        self.wait = wait
        self.moves = 0
        self.moved = threading.Condition()

    def tick(self) -> float | None:
        with self.moved:
            self.moves += 1
            self.moved.notify_all()
            return self.wait

    def comes_to(self, moves: int) -> bool:
        with self.moved:
            return self.moved.wait_for(lambda: self.moves >= moves, timeout=20)


def test_a_ticker_sleeps_until_it_is_told_to_look_and_ends_when_it_is_stopped() -> None:
    ticker, hand = Ticker("test-ticker"), Hand(None)
    ticker.add(hand)
    assert hand.comes_to(1)
    ticker.look()
    assert hand.comes_to(2)
    hand.wait = 0.0
    ticker.look()
    assert hand.comes_to(50), "a hand that is due at once is moved again by itself"
    ticker.remove(hand)
    ticker.stop()
    assert "test-ticker" not in [each.name for each in threading.enumerate()]
    moves = hand.moves
    ticker.look()
    ticker.add(hand)
    assert hand.moves == moves


def test_one_ticker_moves_many_hands() -> None:
    ticker, hands = Ticker(), [Hand(3600.0) for _ in range(20)]
    before = threading.active_count()
    for hand in hands:
        ticker.add(hand)
    assert all(hand.comes_to(1) for hand in hands)
    assert threading.active_count() == before + 1
    ticker.stop()
