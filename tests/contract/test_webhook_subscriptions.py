"""Subscriptions over their life: where they may lead, what they tell, how their secret is changed, how they end."""

import json
import re
from typing import Any

import pytest
from contract.playground import Playground, problem
from contract.receiver import Message, Receiver
from standardwebhooks import Webhook, WebhookVerificationError

from rosterproof_sim.delivery.post import TIMEOUT
from rosterproof_sim.delivery.schedule import LONGEST, WAITS
from rosterproof_sim.delivery.signing import secrets_at
from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.domain.words.notices import RetiredSecret, Subscription
from rosterproof_sim.launch import start

PATH = "/v1/webhook-subscriptions"
HIRED = ["employee.hired"]


def subscribe(world: Playground, url: str, **fields: Any) -> dict[str, Any]:
    answer = world.hris.post(PATH, json={"url": url, "events": HIRED, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def rotate(world: Playground, made: dict[str, Any], overlap: int) -> dict[str, Any]:
    answer = world.hris.post(f"{PATH}/{made['subscription_id']}/secret", json={"overlap_seconds": overlap})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def change(world: Playground, made: dict[str, Any], **fields: Any) -> dict[str, Any]:
    answer = world.hris.patch(f"{PATH}/{made['subscription_id']}", json=fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def ledger(world: Playground) -> dict[str, Any]:
    found = dict(world.control.get(world.url("/webhook-ledger")).json())
    for each in [found["total"], *found["data"]]:
        assert each["sent"] == each["acknowledged"] + each["pending"] + each["dead"]
    return found


def messages(world: Playground, **wanted: str) -> list[dict[str, Any]]:
    return list(world.control.get(world.url("/webhook-messages"), params=wanted).json()["data"])


def opens(secret: str, message: Message) -> bool:
    try:
        Webhook(secret).verify(message.body.decode(), message.headers)
    except WebhookVerificationError:
        return False
    return True


def test_the_schedule_in_words_in_numbers_and_in_code_is_one(world: Playground) -> None:
    units = {"s": 1, "min": 60, "h": 3600}
    for system in ("hris", "lms"):
        policy = getattr(world, system).get("/v1/webhook-policy").json()
        hooks = contract(f"{system}/core.yaml").document["webhooks"].values()
        words = " ".join(" ".join(each["post"].get("description", "") for each in hooks).split())
        told = re.search(r"tried again after (.+?) of the company's time", words)
        assert told is not None
        spoken = [int(number) * units[unit] for number, unit in re.findall(r"(\d+) (s|min|h)\b", told[1])]
        assert spoken == policy["retry_waits_seconds"] == [each.total_seconds() for each in WAITS]
        assert f"within {policy['timeout_seconds']} s" in words
        assert policy["timeout_seconds"] == TIMEOUT
        assert policy["longest_retry_after_seconds"] == LONGEST.total_seconds()
        schemas = contract(f"{system}/core.yaml").document["components"]["schemas"]
        overlap = schemas["SecretRotation"]["properties"]["overlap_seconds"]["default"]
        assert policy["secret_overlap_seconds"] == overlap


def test_while_a_secret_is_changed_both_open_a_message(world: Playground, receiver: Receiver) -> None:
    old = subscribe(world, receiver.url)
    new = rotate(world, old, 3600)
    assert new["secret"] != old["secret"]
    assert new["old_secret_signs_until"] is not None
    world.hire()
    world.settled()
    (message,) = receiver.messages
    assert len(message.headers["webhook-signature"].split(" ")) == 2
    assert opens(old["secret"], message)
    assert opens(new["secret"], message)


def test_afterwards_only_the_new_one_does(
    world: Playground, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rosterproof_sim.store import subscriptions

    old = subscribe(world, receiver.url)
    wall = subscriptions.wall_seconds()
    monkeypatch.setattr(subscriptions, "wall_seconds", lambda: wall - 3601)
    new = rotate(world, old, 3600)
    world.hire()
    world.settled()
    (message,) = receiver.messages
    assert (opens(old["secret"], message), opens(new["secret"], message)) == (False, True)


def test_without_an_overlap_every_older_secret_ends_at_once(world: Playground, receiver: Receiver) -> None:
    first = subscribe(world, receiver.url)
    second = rotate(world, first, 3600)
    third = rotate(world, first, 0)
    assert third["old_secret_signs_until"] is None
    world.hire()
    world.settled()
    (message,) = receiver.messages
    assert [opens(each["secret"], message) for each in (first, second, third)] == [False, False, True]


def test_a_message_that_waits_is_signed_with_what_signs_when_it_is_sent(world: Playground, receiver: Receiver) -> None:
    old = subscribe(world, receiver.url)
    receiver.statuses = [500]
    world.hire()
    world.settled()
    new = rotate(world, old, 0)
    world.post("/clock/advance", {"seconds": 5})
    world.settled()
    before, after = receiver.messages
    assert before.headers["webhook-id"] == after.headers["webhook-id"]
    assert (opens(old["secret"], before), opens(new["secret"], after)) == (True, True)


def test_the_overlap_ends_on_the_wall_clock_to_the_second() -> None:
    kept = (RetiredSecret(secret="whsec_b", until=100.0), RetiredSecret(secret="whsec_c", until=200.0))
    subscription = Subscription(
        subscription_id="S0000001",
        system="hris",
        url="http://127.0.0.1:9/",
        events=("employee.hired",),
        payload="thin",
        active=True,
        secret="whsec_a",
        retired=kept,
    )
    assert secrets_at(subscription, 99.9) == ("whsec_a", "whsec_c", "whsec_b")
    assert secrets_at(subscription, 100.0) == ("whsec_a", "whsec_c")
    assert secrets_at(subscription, 200.0) == ("whsec_a",)


def test_more_than_three_old_secrets_are_refused_and_no_secret_is_in_the_journal(
    world: Playground, receiver: Receiver
) -> None:
    made = subscribe(world, receiver.url)
    secrets = [rotate(world, made, 60)["secret"] for _ in range(3)]
    answer = world.hris.post(f"{PATH}/{made['subscription_id']}/secret", json={"overlap_seconds": 60})
    problem(answer, 409, "too-many-secrets")
    journal = world.control.get(world.url("/journal"), params={"limit": 5000}).text
    assert not [each for each in [made["secret"], *secrets] if each in journal]


@pytest.mark.parametrize("overlap", [-1, 604_801, "1", None, 1.5])
def test_an_overlap_that_is_none_is_refused(world: Playground, receiver: Receiver, overlap: Any) -> None:
    made = subscribe(world, receiver.url)
    answer = world.hris.post(f"{PATH}/{made['subscription_id']}/secret", json={"overlap_seconds": overlap})
    problem(answer, 422, "invalid")


def test_a_full_payload_holds_the_record_as_it_was_when_it_was_promised(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver.url, payload="full")
    receiver.statuses = [500]
    hired = world.hire(title="nurse", family_name="Zoë 'O\u2019Neil'")
    then = world.hris.get(f"/v1/employees/{hired}").json()
    # Nobody has proven a scope to receive a webhook.
    del then["national_id"], then["custom"]["birth_date"], then["custom"]["annual_salary"]
    world.settled()
    world.post("/changes", {"kind": "promoted", "employee_id": hired, "title": "nurse-2", "effective_on": "2026-03-02"})
    world.post("/clock/advance", {"seconds": 5})
    world.settled()
    first, again = receiver.messages
    assert first.body == again.body
    assert json.loads(again.body)["data"]["record"] == then
    assert world.hris.get(f"/v1/employees/{hired}").json()["title"] == "nurse-2"


def test_thin_and_full_are_told_side_by_side(world: Playground, receiver: Receiver) -> None:
    with Receiver() as other:
        subscribe(world, receiver.url)
        subscribe(world, other.url, payload="full")
        world.hire()
        world.settled()
        thin, full = (json.loads(each.messages[0].body)["data"] for each in (receiver, other))
    assert "record" not in thin
    assert {name: value for name, value in full.items() if name != "record"} == {**thin}


def test_what_is_promised_already_goes_to_a_new_url(world: Playground, receiver: Receiver) -> None:
    made = subscribe(world, "http://127.0.0.1:1/")
    world.hire()
    world.settled()
    assert change(world, made, url=receiver.url)["url"] == receiver.url
    world.post("/clock/advance", {"seconds": 5})
    world.settled()
    assert len(receiver.messages) == 1


def test_events_and_payload_are_changed_from_now_on(world: Playground, receiver: Receiver) -> None:
    made = subscribe(world, receiver.url)
    shown = change(world, made, events=["employee.terminated"], payload="full")
    assert (shown["events"], shown["payload"], shown["active"]) == (["employee.terminated"], "full", True)
    world.hire()
    world.settled()
    assert receiver.messages == []


def test_a_pause_drops_what_was_promised_and_after_it_only_news_is_told(world: Playground, receiver: Receiver) -> None:
    made = subscribe(world, receiver.url)
    receiver.statuses = [500]
    world.hire()
    world.settled()
    change(world, made, active=False)
    world.hire()
    assert ledger(world)["total"] == {"sent": 1, "acknowledged": 0, "pending": 0, "dead": 1}
    assert messages(world)[0]["reason"] == "paused"
    change(world, made, active=True)
    world.hire()
    world.settled()
    assert ledger(world)["total"] == {"sent": 2, "acknowledged": 1, "pending": 0, "dead": 1}


def test_the_url_of_another_subscription_is_refused(world: Playground, receiver: Receiver) -> None:
    subscribe(world, receiver.url)
    other = subscribe(world, "http://127.0.0.1:1/")
    answer = world.hris.patch(f"{PATH}/{other['subscription_id']}", json={"url": receiver.url})
    problem(answer, 409, "url-taken")
    problem(world.hris.patch(f"{PATH}/S0009999", json={"active": True}), 404, "not-found")
    for body in ({}, {"secret": "whsec_x"}, {"active": None}, {"events": []}, {"payload": "fat"}):
        problem(world.hris.patch(f"{PATH}/{other['subscription_id']}", json=body), 422, "invalid")


def test_a_subscription_ended_by_410_is_taken_up_again_and_its_dead_message_sent(
    world: Playground, receiver: Receiver
) -> None:
    made = subscribe(world, receiver.url)
    receiver.statuses = [410]
    world.hire()
    world.settled()
    (dead,) = messages(world, status="dead")
    assert dead["reason"] == "gone"
    redeliver = world.url(f"/webhook-messages/{dead['message_id']}/redeliver")
    problem(world.control.post(redeliver), 409, "subscription-inactive")
    change(world, made, active=True)
    assert world.control.post(redeliver).json()["status"] == "pending"
    world.settled()
    first, again = receiver.messages
    assert (first.headers["webhook-id"], first.body) == (again.headers["webhook-id"], again.body)
    problem(world.control.post(redeliver), 409, "not-dead")
    assert [each["outcome"] for each in messages(world)[0]["attempts"]] == ["gone", "delivered"]
    assert ledger(world)["total"] == {"sent": 1, "acknowledged": 1, "pending": 0, "dead": 0}


def test_the_ledger_remembers_who_unsubscribed(world: Playground, receiver: Receiver) -> None:
    made = subscribe(world, receiver.url)
    receiver.statuses = [204, 500]
    world.hire()
    world.hire()
    world.settled()
    world.hris.delete(f"{PATH}/{made['subscription_id']}")
    (account,) = ledger(world)["data"]
    assert (account["ended"], account["acknowledged"], account["dead"]) == (True, 1, 1)
    assert [each["reason"] for each in messages(world, status="dead")] == ["unsubscribed"]
    assert world.hris.get(PATH).json() == {"data": []}


def test_the_ledger_holds_over_a_restart(tmp_path: Any, receiver: Receiver) -> None:
    from contract.playground import client

    spec = {"name": "kept", "seed": 7, "size": 10, "start": "2026-03-02T09:00:00Z"}
    with start(data_dir=tmp_path) as server:
        made = client(server.control_url, Authorization=f"Bearer {server.token}").post("/v1/worlds", json=spec).json()
        world = Playground(server, made)
        subscribe(world, receiver.url)
        receiver.statuses = [204, 500]
        world.hire()
        world.hire()
        world.settled()
        before, told = ledger(world), messages(world)
        assert before["total"] == {"sent": 2, "acknowledged": 1, "pending": 1, "dead": 0}
    with start(data_dir=tmp_path) as server:
        world = Playground(
            server, client(server.control_url, Authorization=f"Bearer {server.token}").get("/v1/worlds/kept").json()
        )
        assert (ledger(world), messages(world)) == (before, told)
        world.post("/clock/advance", {"seconds": 5})
        world.settled()
        assert ledger(world)["total"] == {"sent": 2, "acknowledged": 2, "pending": 0, "dead": 0}
        assert receiver.messages[1].headers["webhook-id"] == receiver.messages[2].headers["webhook-id"]


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/",
        "http://[fd00:ec2::254]/",
        "http://metadata.google.internal/",
        "http://10.0.0.1/",
        "http://example.com/",
        "http://[64:ff9b::7f00:1]/",
        "http://127.0.0.1/%0d%0aX",
        "http://ada@127.0.0.1/",
        "http://127.0.0.1/#x",
        "file:///etc/passwd",
        "http://0/",
    ],
)
def test_a_url_that_leads_elsewhere_is_refused_and_changes_nothing(
    world: Playground, receiver: Receiver, url: str
) -> None:
    made = subscribe(world, receiver.url)
    for answer in (
        world.hris.post(PATH, json={"url": url, "events": HIRED}),
        world.hris.patch(f"{PATH}/{made['subscription_id']}", json={"url": url, "payload": "full"}),
        world.lms.post(PATH, json={"url": url, "events": ["completion.recorded"]}),
    ):
        assert problem(answer, 422, "invalid")["errors"][0]["where"] == "body.url"
    made.pop("secret")
    assert world.hris.get(PATH).json()["data"] == [made]


def test_a_host_allowed_at_the_start_may_be_subscribed() -> None:
    from contract.playground import playground

    with start(webhook_hosts=["hooks.example.test"]) as server, playground(server) as world:
        assert subscribe(world, "https://hooks.example.test/in")["active"]
        assert world.lms.get("/v1/webhook-policy").json()["allowed_hosts"] == ["hooks.example.test"]
        problem(world.hris.post(PATH, json={"url": "https://example.test/", "events": HIRED}), 422, "invalid")
