"""Quiet is when nothing is due and nothing is under way. Who waits for it is woken; nobody looks again and again."""

import threading
from typing import Any

import pytest
from contract.playground import Playground, client
from contract.receiver import Receiver

from rosterproof_sim.web import waiting


def ask(world: Playground, **params: int) -> dict[str, Any]:
    control = client(world.server.control_url, Authorization=f"Bearer {world.server.token}")
    return dict(control.get(world.url("/quiescence"), params=params).json())


def subscribe(world: Playground, receiver: Receiver) -> None:
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.hired"]})


def test_a_world_where_nothing_happens_is_quiet_at_once(world: Playground) -> None:
    assert ask(world, wait_ms=0) == {
        "quiet": True,
        "in_flight": 0,
        "due_deliveries": 0,
        "waiting_deliveries": 0,
        "last_sequence": 1,
    }


def test_a_delivery_on_its_way_is_waited_for(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.answering.clear()
    world.hire()
    assert receiver.arrived.acquire(timeout=10)
    early = ask(world, wait_ms=20)
    assert (early["quiet"], early["due_deliveries"]) == (False, 1)
    answers: list[dict[str, Any]] = []
    waiter = threading.Thread(target=lambda: answers.append(ask(world, wait_ms=30_000)))
    waiter.start()
    receiver.answering.set()
    waiter.join(10)
    assert answers[0]["quiet"] is True


def test_a_delivery_of_a_later_instant_is_counted_and_not_waited_for(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.statuses = [500]
    world.hire()
    answer = ask(world, wait_ms=10_000)
    assert (answer["quiet"], answer["waiting_deliveries"]) == (True, 1)
    assert world.control.get(world.url("/clock")).json()["next_due"] == "2026-03-02T09:00:05Z"


def test_an_exchange_under_way_is_waited_for(world: Playground) -> None:
    traffic = world.stage.traffic
    traffic.enter()
    assert (ask(world, wait_ms=20)["quiet"], ask(world, wait_ms=0)["in_flight"]) == (False, 1)
    answers: list[dict[str, Any]] = []
    waiter = threading.Thread(target=lambda: answers.append(ask(world, wait_ms=30_000)))
    waiter.start()
    traffic.leave()
    waiter.join(10)
    assert answers[0]["quiet"] is True


def test_silence_is_waited_for_and_every_exchange_breaks_it(world: Playground) -> None:
    world.hris.get("/v1/job-titles")
    assert ask(world, silence_ms=60_000, wait_ms=20)["quiet"] is False
    answer = ask(world, silence_ms=80, wait_ms=10_000)
    assert answer["quiet"] is True
    assert world.stage.traffic.silent_ms() >= 80


def test_waiting_costs_nothing_while_nothing_happens(world: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the question and its deadline the world is looked at twice, not all the time."""
    looks: list[int] = []
    counts = world.stage.world.outbox.counts
    monkeypatch.setattr(world.stage.world.outbox, "counts", lambda now: (looks.append(1), counts(now))[1])
    world.stage.traffic.enter()
    assert waiting.await_quiet(world.stage, silence_ms=0, wait_ms=200)["quiet"] is False
    world.stage.traffic.leave()
    assert len(looks) <= 3
