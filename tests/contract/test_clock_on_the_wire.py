"""The clock on the wire: it runs by itself, retries come at their times, a fork is a world of its own."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from contract.playground import LEADER, START, Playground, client, playground, problem
from contract.receiver import Receiver

from rosterproof_sim.launch import Server, start

#: A month to the second of the wall.
FAST = {"mode": "running", "scale": 2_592_000}


def put(world: Playground, body: Any) -> Any:
    return world.control.put(world.url("/clock"), json=body)


def await_row(world: Playground, kind: str) -> dict[str, Any]:
    """Wait for a row of a kind, asking for nothing that would move the clock meanwhile."""
    query = {"kind": kind, "wait_ms": 30_000, "limit": 5000}
    rows = world.control.get(world.url("/journal"), params=query).json()["data"]
    return dict(next(row for row in rows if row["kind"] == kind))


def attempts(world: Playground) -> list[timedelta]:
    """How long after the start each attempt to deliver was made."""
    return [at(row["at"]) - at(START) for row in world.rows("delivery")]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"mode": "paused"},
        {"mode": "stopped", "scale": 2},
        {"mode": "running", "scale": 0},
        {"mode": "running", "scale": -1},
        {"mode": "running", "scale": 2_592_001},
        {"mode": "running", "scale": "60"},
        {"mode": "running", "scale": None},
        {"scale": 60},
        {"mode": "running", "speed": 60},
        [],
    ],
)
def test_a_mode_that_cannot_be_changes_nothing(world: Playground, body: Any) -> None:
    before = world.rows()
    problem(put(world, body), 422, "invalid")
    assert world.rows() == before
    assert world.control.get(world.url("/clock")).json()["mode"] == "stopped"


def test_a_clock_says_how_it_goes(world: Playground) -> None:
    assert put(world, {"mode": "running"}).json()["scale"] == 1
    assert (put(world, {"mode": "running", "scale": 0.5}).json())["mode"] == "running"
    stopped = put(world, {"mode": "stopped"}).json()
    assert (stopped["mode"], stopped["scale"]) == ("stopped", None)
    assert world.control.get(world.url("/clock")).json() == stopped
    switches = [row["data"] for row in world.rows("clock") if "mode" in row["data"]]
    assert [(each["mode"], each["scale"]) for each in switches] == [("running", 1), ("running", 0.5), ("stopped", None)]


def test_a_future_change_takes_effect_by_itself_and_is_told(world: Playground, receiver: Receiver) -> None:
    hired = world.hire(title="nurse")
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.updated"]})
    change = {"kind": "promoted", "employee_id": hired, "title": "charge-nurse", "effective_on": "2026-03-20"}
    world.post("/changes", change)
    put(world, FAST)
    row = await_row(world, "delivery")
    assert row["data"]["outcome"] == "delivered"
    assert world.hris.get(f"/v1/employees/{hired}").json()["title"] == "charge-nurse"
    told = world.hris.get("/v1/changes?limit=200").json()["data"][-1]
    assert (told["kind"], told["effective_on"]) == ("promoted", "2026-03-20")


def test_a_retry_comes_by_itself(world: Playground, receiver: Receiver) -> None:
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.hired"]})
    receiver.statuses = [500]
    world.hire()
    put(world, {"mode": "running", "scale": 100})
    assert receiver.arrived.acquire(timeout=20)
    assert receiver.arrived.acquire(timeout=20), "no second attempt"
    world.settled()
    assert [row["data"]["attempt"] for row in world.rows("delivery")] == [1, 2]
    assert attempts(world)[1] >= timedelta(seconds=5)


def test_one_long_advance_makes_every_attempt_at_its_time(world: Playground, receiver: Receiver) -> None:
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.hired"]})
    receiver.statuses = [500] * 4
    world.hire(effective_on="2026-03-10")
    world.settled()
    world.advance("2026-03-05T09:00:00Z")
    minutes = [timedelta(0), timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
    expected = [sum(minutes[: number + 1], timedelta(0)) for number in range(5)]
    assert attempts(world) == expected
    assert world.settled()["waiting_deliveries"] == 0


def test_a_receiver_asks_while_time_stands_still_for_it(world: Playground, receiver: Receiver) -> None:
    hired = world.hire(title="nurse")
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.updated"]})
    for day, title in (("2026-03-10", "charge-nurse"), ("2026-03-20", "team-leader")):
        world.post("/changes", {"kind": "promoted", "employee_id": hired, "title": title, "effective_on": day})
    receiver.silent_from = 1
    advancing = threading.Thread(target=world.advance, args=["2026-05-01T09:00:00Z"])
    advancing.start()
    assert receiver.arrived.acquire(timeout=20)
    seen = world.hris.get(f"/v1/employees/{hired}").json()["title"]
    receiver.answering.set()
    advancing.join(30)
    assert seen == "charge-nurse"
    assert world.hris.get(f"/v1/employees/{hired}").json()["title"] == "team-leader"
    assert world.control.get(world.url("/clock")).json()["now"] == "2026-05-01T09:00:00Z"


def test_reset_and_restore_stop_a_running_clock(world: Playground) -> None:
    world.post("/snapshots", {"name": "kept"})
    for back in ("/reset", "/snapshots/kept/restore"):
        put(world, FAST)
        assert world.post(back)["now"] == START
        clock = world.control.get(world.url("/clock")).json()
        assert (clock["now"], clock["mode"]) == (START, "stopped")


def test_one_thread_moves_every_clock_and_ends_with_the_server() -> None:
    def tickers() -> list[str]:
        return [each.name for each in threading.enumerate() if each.name == "ticker"]

    before = len(tickers())
    with start() as server, playground(server) as one, playground(server) as two:
        assert len(tickers()) == before
        put(one, FAST)
        put(two, {"mode": "running", "scale": 60})
        assert len(tickers()) == before + 1
    assert len(tickers()) == before


def test_a_fork_is_served_with_credentials_of_its_own(server: Server, world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER)
    world.hris.post("/v1/webhook-subscriptions", json={"url": "http://127.0.0.1:9/", "events": ["employee.hired"]})
    name = f"{world.name}.fork"
    made = world.post("/fork", {"name": name})
    try:
        fork = Playground(server, made)
        assert fork.state() == world.state()
        for system in ("hris", "lms"):
            ours, theirs = world.made["systems"][system], made["systems"][system]
            assert ours["base_url"] != theirs["base_url"]
            problem(
                client(theirs["base_url"], **{"X-Api-Key": ours["api_key"]}).get("/v1/webhook-subscriptions"),
                401,
                "unauthorized",
            )
        assert fork.hris.get("/v1/webhook-subscriptions").json()["data"] == []
        fork.hire()
        assert fork.state() != world.state()
        problem(world.control.post(world.url("/fork"), json={"name": name}), 409, "world-exists")
        problem(world.control.post("/v1/worlds/nothing/fork", json={"name": "x"}), 404, "not-found")
    finally:
        world.control.delete(f"/v1/worlds/{name}")
