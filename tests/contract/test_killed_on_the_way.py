"""A server that is killed in the middle of a long advance does the rest when it is started again, and nothing twice."""

import os
import signal
import threading
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from contract.playground import CATALOG, LEADER, START
from contract.receiver import Receiver
from contract.test_sim_process import control, process

WORLD = {"name": "w", "seed": 7, "size": 40, "start": START, "catalog": CATALOG}
TO = "2027-06-01T09:00:00Z"
HIRES = 40


def play(plane: Any, receiver: Receiver) -> None:
    """Make a world with something that falls due on each of many days, in both systems, and somebody who is told."""
    made = plane.post("/v1/worlds", json=WORLD).json()
    hris, lms = ({"base": each["base_url"], "key": each["api_key"]} for each in made["systems"].values())
    send(lms, "/v1/users", LEADER)
    act = {"external_id": LEADER["external_id"], "course": "PSM-200", "action": "pass", "score": 90}
    assert plane.post("/v1/worlds/w/learner-actions", json=act).status_code == 201
    for number in range(HIRES):
        day = date(2026, 3, 10) + timedelta(days=10 * number)
        hire = {"kind": "hired", "given_name": f"Ada {number}", "effective_on": str(day)}
        hired = plane.post("/v1/worlds/w/changes", json=hire).json()["change"]["employee_id"]
        for change in (
            {"kind": "promoted", "title": f"title-{number}", "effective_on": str(day + timedelta(days=3))},
            {"kind": "terminated", "effective_on": str(day + timedelta(days=5))},
        ):
            recorded = plane.post("/v1/worlds/w/changes", json={**change, "employee_id": hired})
            assert recorded.status_code == 201
    feed = {"kind": "delta", "at": "06:00", "time_zone": "America/Chicago"}
    assert plane.post("/v1/worlds/w/feeds", json=feed).status_code == 201
    send(hris, "/v1/webhook-subscriptions", {"url": receiver.url, "events": ["employee.terminated"]})


def send(system: dict[str, str], path: str, body: Any) -> None:
    answer = httpx2.post(system["base"] + path, json=body, headers={"X-Api-Key": system["key"]}, trust_env=False)
    assert answer.status_code == 201


def told(plane: Any) -> tuple[Any, list[Any]]:
    """What the world holds, and everything its journal tells of what happened by itself."""
    rows = plane.get("/v1/worlds/w/journal", params={"limit": 5000}).json()["data"]
    state = plane.get("/v1/worlds/w/state").json()
    del state["journal_sequence"]
    kinds = ("change", "learning", "clock", "feed")
    return state, [(row["kind"], row["at"], row["data"]) for row in rows if row["kind"] in kinds]


def advance(plane: Any) -> None:
    assert plane.post("/v1/worlds/w/clock/advance", json={"to": TO}).json()["now"] == TO


def ids(receiver: Receiver) -> Counter[str]:
    return Counter(message.headers["webhook-id"] for message in receiver.messages)


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Any]]:
    folder = tmp_path_factory.mktemp("whole")
    with Receiver() as receiver, process("--data-dir", str(folder)) as (_, ready):
        play(control(ready), receiver)
        advance(control(ready))
        assert len(receiver.messages) == HIRES
        return told(control(ready))


@pytest.mark.parametrize("message", [1, 20, 39])
def test_killed_and_started_again_it_comes_to_the_same(
    tmp_path: Path, receiver: Receiver, uninterrupted: tuple[Any, list[Any]], message: int
) -> None:
    receiver.silent_from = message
    with process("--data-dir", str(tmp_path)) as (started, ready):
        play(control(ready), receiver)
        advancing = threading.Thread(target=_advance_until_cut, args=[control(ready)])
        advancing.start()
        for _ in range(message):
            assert receiver.arrived.acquire(timeout=30)
        os.kill(started.pid, signal.SIGKILL)
        started.wait(10)
        advancing.join(30)
    receiver.silent_from = None
    receiver.answering.set()
    with process("--data-dir", str(tmp_path)) as (_, ready):
        plane = control(ready)
        assert START < plane.get("/v1/worlds/w/clock").json()["now"] < TO, "it was killed on the way"
        advance(plane)
        assert plane.get("/v1/worlds/w/quiescence").json()["quiet"]
        assert told(plane) == uninterrupted
    # The message that was on its way was not acknowledged, so it comes again, under its id; no other does.
    assert sorted(ids(receiver).values()) == [1] * (HIRES - 1) + [2]


def _advance_until_cut(plane: Any) -> None:
    with pytest.raises(httpx2.TransportError):
        advance(plane)
