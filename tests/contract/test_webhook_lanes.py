"""A receiver that lets us wait holds up nobody else, and what it was promised keeps its order."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from contract.playground import Playground
from contract.receiver import Receiver

from rosterproof_sim.delivery import post as module
from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.delivery.post import Attempt, Line, post

HIRED = ["employee.hired"]


def subscribe(world: Playground, *receivers: Receiver) -> None:
    for each in receivers:
        world.hris.post("/v1/webhook-subscriptions", json={"url": each.url, "events": HIRED})


def told(receiver: Receiver) -> list[str]:
    return [json.loads(each.body)["data"]["employee_id"] for each in receiver.messages]


def dispatchers(world: Playground) -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith(f"{world.name}-dispatcher")]


def test_the_others_are_told_while_one_thinks(world: Playground, receiver: Receiver) -> None:
    with Receiver() as slow:
        subscribe(world, slow, receiver)
        slow.answering.clear()
        hired = [world.hire() for _ in range(3)]
        assert slow.arrived.acquire(timeout=10)
        for _ in hired:
            assert receiver.arrived.acquire(timeout=10)
        assert told(receiver) == hired
        assert told(slow) == hired[:1], "two messages of one subscription were under way at once"
        assert world.control.get(world.url("/quiescence?wait_ms=0")).json()["quiet"] is False
        slow.answering.set()
        world.settled()
        assert told(slow) == hired


def test_as_long_as_everybody_answers_all_messages_keep_one_order(world: Playground, receiver: Receiver) -> None:
    """So the journal of a run can be had again, though several threads send."""
    with Receiver() as other:
        subscribe(world, receiver, other)
        for _ in range(10):
            world.hire()
        world.settled()
        rows = [(row["data"]["body"]["data"]["sequence"], row["data"]["url"]) for row in world.rows("delivery")]
        assert [url for _, url in rows] == [receiver.url, other.url] * 10
        assert rows == sorted(rows, key=lambda each: each[0])


def test_a_message_that_failed_does_not_hold_up_those_after_it(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.statuses = [500]
    first, second = world.hire(), world.hire()
    world.settled()
    world.post("/clock/advance", {"seconds": 5})
    world.settled()
    assert told(receiver) == [first, second, first]


def test_a_world_that_ends_waits_for_no_receiver(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.answering.clear()
    world.hire()
    assert receiver.arrived.acquire(timeout=10)
    assert dispatchers(world)
    assert world.control.delete(world.url()).status_code == 204
    assert dispatchers(world) == []


def test_a_410_of_a_url_left_meanwhile_ends_nothing(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    with Receiver() as new:
        receiver.statuses = [410]
        receiver.answering.clear()
        world.hire()
        assert receiver.arrived.acquire(timeout=10)
        assert world.hris.patch("/v1/webhook-subscriptions/S0000001", json={"url": new.url}).json()["active"]
        receiver.answering.set()
        world.settled()
        world.post("/clock/advance", {"seconds": 5})
        world.settled()
        assert len(new.messages) == 1


@pytest.mark.parametrize(
    ("status", "retry_after", "waits"),
    [
        (429, "120", 120),
        (503, "120", 120),
        (429, "1", 5),
        (429, "1000000000", 86_400),
        (429, "Mon, 02 Mar 2020 09:00:00 GMT", 5),
        (429, "soon", 5),
        (429, "-1", 5),
        (500, "120", 5),
    ],
)
def test_a_busy_receiver_is_given_the_time_it_asks_for(
    world: Playground, receiver: Receiver, status: int, retry_after: str, waits: int
) -> None:
    subscribe(world, receiver)
    receiver.statuses, receiver.headers = [status], {"Retry-After": retry_after}
    world.hire()
    world.settled()
    world.post("/clock/advance", {"seconds": waits - 1})
    world.settled()
    assert len(receiver.messages) == 1
    world.post("/clock/advance", {"seconds": 1})
    world.settled()
    assert len(receiver.messages) == 2


@contextmanager
def answering(*parts: bytes, endless: bool = False) -> Iterator[str]:
    """A receiver that writes bytes of our choice, the last again and again where it is endless."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                try:
                    for part in parts:
                        connection.sendall(part)
                    while endless and not done.wait(0.01):
                        connection.sendall(parts[-1])
                    done.wait(20 if endless else 0)
                except OSError:
                    return

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            done.set()
            thread.join(5)


def sent(url: str) -> Attempt:
    return post(url, {}, b"{}", Guard(), Line())


@pytest.mark.parametrize(
    "parts",
    [
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n",),
        (b"garbage\r\n\r\n",),
        (b"",),
        (b"HTTP/1.1 101 Switching Protocols\r\n\r\n",),
        (b"HTTP/1.1 999999 OK\r\n\r\n",),
    ],
)
def test_an_answer_that_is_none_is_a_failure(parts: tuple[bytes, ...]) -> None:
    with answering(*parts) as url:
        status = sent(url).status
    assert status is None or not 200 <= status < 300


@pytest.mark.parametrize("parts", [(b"",), (b"HTTP/1.1 200 OK\r\n", b"x"), (b"HTTP/1.1 100 Continue\r\n\r\n",)])
def test_a_receiver_that_never_comes_to_an_end_is_hung_up(
    parts: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TIMEOUT", 0.3)
    with answering(*parts, endless=True) as url:
        attempt = sent(url)
    assert attempt.status is None
    assert "did not answer" in attempt.reason


def test_an_acknowledgment_without_end_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT", 1.0)
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n", b"x" * 1000, endless=True) as url:
        assert sent(url).status == 200
