"""Webhooks as a receiver meets them: signed so that an independent library takes them, tried again by the schedule."""

import json
from typing import Any

import pytest
from contract.playground import Playground, client
from contract.receiver import Message, Receiver
from jsonschema_rs import Draft202012Validator
from standardwebhooks import Webhook, WebhookVerificationError

from rosterproof_sim.delivery.guard import Guard
from rosterproof_sim.delivery.post import Line, post
from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.dialect.contract.formats import FORMATS

HIRED = ["employee.hired"]
EVERYTHING = sorted(contract("lms/core.yaml").webhooks())


def subscribe(world: Playground, receiver: Receiver, system: str = "hris", events: list[str] = HIRED) -> dict[str, Any]:
    answer = getattr(world, system).post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": events})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(message.body) for message in receiver.messages]


def keeps_contract(name: str, message: Message) -> bool:
    kept = contract(name)
    schema = kept.webhooks()[json.loads(message.body)["type"]].schema
    whole = {**schema, "components": kept.document["components"]}
    return bool(Draft202012Validator(whole, validate_formats=True, formats=FORMATS).is_valid(json.loads(message.body)))


def test_the_signature_is_taken_by_another_library(world: Playground, receiver: Receiver) -> None:
    secret = subscribe(world, receiver)["secret"]
    hired = world.hire()
    world.settled()
    (message,) = receiver.messages
    assert Webhook(secret).verify(message.body.decode(), message.headers)["data"]["employee_id"] == hired
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(message.body.decode().replace("hired", "fired"), message.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(message.body.decode(), {**message.headers, "webhook-id": "msg_other"})


def test_every_message_keeps_the_contract(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver, events=["employee.hired", "employee.updated", "employee.terminated"])
    hired = world.hire(title="nurse")
    world.post("/changes", {"kind": "promoted", "employee_id": hired, "title": "nurse-2", "effective_on": "2026-03-02"})
    world.post(
        "/changes", {"kind": "terminated", "employee_id": hired, "effective_on": "2026-03-02", "immediate": True}
    )
    world.settled()
    assert [each["type"] for each in told(receiver)] == ["employee.hired", "employee.updated", "employee.terminated"]
    assert all(keeps_contract("hris/core.yaml", message) for message in receiver.messages)


def test_only_what_was_asked_for_is_told(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver, events=["employee.terminated"])
    world.hire()
    world.settled()
    assert receiver.messages == []


def test_messages_come_in_the_order_promised(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    hired = [world.hire() for _ in range(8)]
    world.settled()
    assert [each["data"]["employee_id"] for each in told(receiver)] == hired


def test_the_same_url_again_makes_a_new_secret_and_no_second_message(world: Playground, receiver: Receiver) -> None:
    first, second = subscribe(world, receiver), subscribe(world, receiver)
    assert first["secret"] != second["secret"]
    assert first["subscription_id"] != second["subscription_id"]
    world.hire()
    world.settled()
    (message,) = receiver.messages
    Webhook(second["secret"]).verify(message.body.decode(), message.headers)


def test_the_secret_is_shown_once_and_kept_out_of_the_journal(world: Playground, receiver: Receiver) -> None:
    made = subscribe(world, receiver)
    assert "secret" not in world.hris.get(f"/v1/webhook-subscriptions/{made['subscription_id']}").json()
    assert made["secret"] not in world.control.get(world.url("/journal")).text


def test_a_message_that_was_not_taken_is_tried_again_by_the_schedule(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.statuses = [500] * 9
    world.hire()
    waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    for attempt, wait in enumerate(waits, start=1):
        counts = world.settled()
        assert (len(receiver.messages), counts["waiting_deliveries"]) == (attempt, 1)
        world.post("/clock/advance", {"seconds": wait - 1})
        world.settled()
        assert len(receiver.messages) == attempt, "it came too early"
        world.post("/clock/advance", {"seconds": 1})
    assert world.settled()["waiting_deliveries"] == 0
    assert len(receiver.messages) == 10
    assert len({message.headers["webhook-id"] for message in receiver.messages}) == 1
    assert len({message.body for message in receiver.messages}) == 1
    assert [row["data"]["attempt"] for row in world.rows("delivery")] == list(range(1, 11))


def test_after_the_last_attempt_it_is_given_up(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.statuses = [503] * 20
    world.hire()
    for _ in range(12):
        world.settled()
        world.post("/clock/advance", {"seconds": 86_400})
    assert world.settled()["waiting_deliveries"] == 0
    assert len(receiver.messages) == 10


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404, 429])
def test_anything_but_2xx_is_not_an_acknowledgment(world: Playground, receiver: Receiver, status: int) -> None:
    receiver.statuses = [status]
    receiver.headers = {"Location": receiver.url}
    subscribe(world, receiver)
    world.hire()
    assert world.settled()["waiting_deliveries"] == 1
    assert len(receiver.messages) == 1, "a redirect was followed"


def test_410_ends_the_subscription(world: Playground, receiver: Receiver) -> None:
    receiver.statuses = [410]
    made = subscribe(world, receiver)
    world.hire()
    world.hire()
    assert world.settled()["waiting_deliveries"] == 0
    assert len(receiver.messages) == 1
    shown = world.hris.get(f"/v1/webhook-subscriptions/{made['subscription_id']}").json()
    assert shown["active"] is False
    assert [row["data"]["outcome"] for row in world.rows("delivery")] == ["gone"]


def test_a_deleted_subscription_hears_nothing_more(world: Playground, receiver: Receiver) -> None:
    made = subscribe(world, receiver)
    receiver.statuses = [500]
    world.hire()
    world.settled()
    world.hris.delete(f"/v1/webhook-subscriptions/{made['subscription_id']}")
    world.advance("2026-03-02T12:00:00Z")
    world.settled()
    assert len(receiver.messages) == 1


def test_nobody_there_is_tried_again_and_said_why(world: Playground, receiver: Receiver) -> None:
    world.hris.post("/v1/webhook-subscriptions", json={"url": "http://127.0.0.1:1/", "events": HIRED})
    world.hire()
    assert world.settled()["waiting_deliveries"] == 1
    (row,) = world.rows("delivery")
    assert (row["data"]["status"], row["data"]["outcome"]) == (None, "failed")
    assert "cannot connect to 127.0.0.1:1" in row["data"]["reason"]


def test_while_a_receiver_thinks_everybody_else_is_answered(world: Playground, receiver: Receiver) -> None:
    """The receiver itself may ask the world something before it acknowledges."""
    subscribe(world, receiver)
    receiver.answering.clear()
    hired = world.hire()
    assert receiver.arrived.acquire(timeout=10)
    assert world.hris.get(f"/v1/employees/{hired}").status_code == 200
    assert world.control.get(world.url("/quiescence?wait_ms=0")).json()["quiet"] is False
    receiver.answering.set()
    world.settled()


def test_a_world_reset_while_a_message_is_on_its_way_knows_nothing_of_it(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver)
    receiver.answering.clear()
    world.hire()
    assert receiver.arrived.acquire(timeout=10)
    world.post("/reset")
    receiver.answering.set()
    world.settled()
    assert world.rows("delivery") == []


def test_a_change_of_today_is_told_with_a_time_of_today(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver, events=["employee.hired", "employee.updated"])
    hired = world.hire(effective_on="2026-03-16")
    world.settled()
    world.advance("2026-03-20T09:00:00Z")
    world.settled()
    assert [(each["type"], each["timestamp"]) for each in told(receiver)] == [
        ("employee.hired", "2026-03-02T09:00:00Z"),
        ("employee.updated", "2026-03-16T00:00:00Z"),
    ]
    assert {each["data"]["employee_id"] for each in told(receiver)} == {hired}


@pytest.mark.parametrize("url", ["http://example.com/", "http://192.0.2.1/"])
def test_nothing_is_ever_sent_to_another_machine(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from rosterproof_sim.delivery import post as module

    monkeypatch.setattr(module.socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("192.0.2.1", 80))])
    monkeypatch.setattr(module.socket, "create_connection", lambda *_, **__: pytest.fail("it was sent"))
    attempt = post(url, {}, b"{}", Guard(), Line())
    assert attempt.status is None
    assert "webhooks stay on the loopback" in attempt.reason


def test_a_receiver_that_answers_rubbish_is_a_failure(world: Playground) -> None:
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"\x16\x03\x01 rubbish\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        attempt = post(f"http://127.0.0.1:{listening.getsockname()[1]}/", {}, b"{}", Guard(), Line())
    assert attempt.status is None
    assert "did not answer" in attempt.reason


def test_one_subscription_does_not_see_the_other_systems_events(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver, "lms", EVERYTHING)
    world.hire()
    world.settled()
    assert receiver.messages == []


def test_an_unsigned_stranger_cannot_subscribe(world: Playground, receiver: Receiver) -> None:
    stranger = client(world.made["systems"]["hris"]["base_url"])
    assert stranger.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": HIRED}).status_code == 401
