"""What happens in the LMS, told twice: in its changes feed, and to those who subscribed. Both say the same."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from contract.playground import LEADER, Playground, playground, problem
from contract.receiver import Message, Receiver
from contract.test_conduct import behave
from contract.test_webhooks import EVERYTHING, keeps_contract, subscribe, told
from standardwebhooks import Webhook, WebhookVerificationError

from rosterproof_sim.launch import Server

FEED = "/v1/changes"
LISTS = ["/v1/enrollments", "/v1/completions", "/v1/certifications"]
CATALOG = {
    "courses": [
        {
            "code": "PSM-200",
            "title": "Process Safety",
            "validity": {"days": 365},
            "window_days": 60,
            "grace_days": 30,
            "pass_score": 80,
        },
        {"code": "PSM-REF", "title": "Process Safety, refreshed", "renews": "PSM-200"},
        {"code": "FIRE-101", "title": "Fire Safety"},
        {"code": "LIFT-120", "title": "Forklift", "kind": "classroom"},
    ],
    "rules": [
        {
            "rule_id": "psm",
            "course": "PSM-200",
            "audience": {"job_titles": ["team-leader"]},
            "due": {"days": 30, "after": "assignment"},
        }
    ],
}


@pytest.fixture
def school(server: Server) -> Iterator[Playground]:
    with playground(server, catalog=CATALOG) as made:
        yield made


def feed(world: Playground, **params: Any) -> dict[str, Any]:
    answer = world.lms.get(FEED, params={"limit": 200, **params})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def passes(world: Playground, external_id: str = "E0000042", course: str = "PSM-200") -> None:
    act = {"external_id": external_id, "course": course}
    world.post("/learner-actions", {**act, "action": "start"})
    world.post("/learner-actions", {**act, "action": "pass", "score": 91})


def everything_happens(world: Playground) -> None:
    """Ada passes, renews in time, and then lets it lapse; Bo is moved off, waived, and closed; classes are held."""
    world.lms.post("/v1/users", json=LEADER)
    passes(world)
    world.advance("2027-02-01T09:00:00Z")
    passes(world, course="PSM-REF")
    world.advance("2028-04-01T09:00:00Z")
    world.lms.post("/v1/users", json={**LEADER, "external_id": "b", "username": "b"})
    world.lms.patch("/v1/users/U0000002", json={"job_title": None})
    soon = {"earliest": [{"days": 300, "after": "assignment"}, {"hours": 100, "field": "hours_worked"}]}
    rule = {"course": "FIRE-101", "audience": {"departments": ["Warehouse"]}, "due": soon}
    world.control.put(world.url("/assignment-rules/fire"), json=rule)
    world.lms.patch("/v1/users/U0000002", json={"custom": {"hours_worked": 120}})
    (fire,) = world.lms.get("/v1/enrollments?user_id=U0000002&course=FIRE-101").json()["data"]
    world.post(f"/enrollments/{fire['enrollment_id']}/waive", {"reason": "Holds a license"})
    world.control.put(world.url("/courses/FIRE-101"), json={"title": "Fire Safety", "hours": 2})
    classes_are_held(world)
    world.post("/revocations", {"external_id": "E0000042", "course": "PSM-REF", "reason": "Taken by somebody else"})
    world.lms.post("/v1/users/U0000001/deactivate")


def classes_are_held(world: Playground) -> None:
    """One seat, which Ada gives up for Bo, who does not come; another class to which Ada comes; a third called off."""
    for user in ("U0000001", "U0000002"):
        world.lms.post("/v1/enrollments", json={"user_id": user, "course": "LIFT-120"})
    for day in (10, 11, 12):
        times = {"starts_at": f"2028-04-{day}T08:00:00Z", "ends_at": f"2028-04-{day}T15:00:00Z"}
        world.lms.post("/v1/classes", json={"course": "LIFT-120", "seats": 1, **times})

    def book(number: int, user: str) -> str:
        booked = world.lms.post(f"/v1/classes/M000000{number}/bookings", json={"user_id": user})
        return f"/v1/bookings/{booked.json()['booking_id']}"

    ada, bo = book(1, "U0000001"), book(1, "U0000002")
    world.lms.post(f"{ada}/give-up")
    ada = book(2, "U0000001")
    world.advance("2028-04-11T09:00:00Z")
    world.lms.post(f"{bo}/attendance", json={"attended": False})
    world.lms.post(f"{ada}/attendance", json={"attended": True, "passed": False})
    book(3, "U0000002")
    world.lms.post("/v1/classes/M0000003/cancel")


def test_feed_and_subscribers_are_told_everything_alike(school: Playground, receiver: Receiver) -> None:
    subscribe(school, receiver, "lms", EVERYTHING)
    everything_happens(school)
    school.settled()
    assert {each["type"] for each in told(receiver)} == set(EVERYTHING)
    assert all(keeps_contract("lms/core.yaml", message) for message in receiver.messages)
    entries = feed(school)["data"]
    assert [each["sequence"] for each in entries] == list(range(1, len(entries) + 1))
    by_feed = [(each["type"], each["recorded_at"], each["data"]) for each in entries]
    assert by_feed == [(each["type"], each["timestamp"], each["data"]) for each in told(receiver)]


def test_a_certification_is_issued_renewed_expired_and_lapsed_on_its_days(school: Playground) -> None:
    everything_happens(school)
    lived = [
        (each["type"].removeprefix("certification."), each["recorded_at"][:10], each["data"]["certification_id"])
        for each in feed(school)["data"]
        if each["type"].startswith("certification.")
    ]
    assert lived == [
        ("issued", "2026-03-02", "K0000001"),  # good through 2027-03-02
        ("renewal_due", "2027-01-01", "K0000001"),
        ("renewed", "2027-02-01", "K0000001"),
        ("issued", "2027-02-01", "K0000002"),  # good through 2028-02-01
        ("renewal_due", "2027-12-03", "K0000002"),
        ("expired", "2028-02-02", "K0000002"),
        ("lapsed", "2028-03-03", "K0000002"),  # thirty days of grace
    ]


def test_the_feed_is_read_on_by_sequence_and_by_token_to_the_same_end(school: Playground) -> None:
    latest = feed(school, since_token="latest")
    assert latest["data"] == []
    everything_happens(school)
    whole = feed(school)["data"]
    for name, start in (("after", 0), ("since_token", latest["next_token"])):
        read, at, more = [], start, True
        while more:
            body = feed(school, **{name: at}, limit=4)
            read += body["data"]
            at, more = body["next_after" if name == "after" else "next_token"], body["has_more"]
        assert read == whole


def test_what_is_refused_is_told_to_nobody(school: Playground) -> None:
    school.lms.post("/v1/users", json=LEADER)
    before = feed(school)["data"]
    problem(school.lms.post("/v1/enrollments", json={"user_id": "U0000001", "course": "NONE"}), 422, "invalid")
    problem(school.lms.post("/v1/enrollments/L0000099/withdraw"), 404, "not-found")
    assert feed(school)["data"] == before


def test_the_feed_of_the_lms_forgets_by_age_and_that_of_the_hris_does_not(school: Playground) -> None:
    behave(school, lms={"feed": {"seconds": 604_800}})
    kept = feed(school, since_token="latest")
    school.lms.post("/v1/users", json=LEADER)
    school.advance("2026-03-09T09:00:00Z")
    assert [each["type"] for each in feed(school, since_token=kept["next_token"])["data"]] == ["enrollment.created"]
    passes(school)
    school.advance("2026-03-09T09:00:01Z")
    body = problem(school.lms.get(FEED, params={"since_token": kept["next_token"]}), 410, "token-expired")
    assert body["full_sync"] == LISTS
    assert all(each in body["detail"] for each in [*LISTS, "since_token=latest"])
    problem(school.lms.get(FEED), 410, "changes-gone")
    rows = school.stage.world.store._raw.execute("SELECT type FROM learning_changes").fetchall()
    assert rows == [("enrollment.started",), ("completion.recorded",), ("certification.issued",)]
    assert school.hris.get(FEED).status_code == 200


def test_the_feed_of_the_lms_forgets_by_count(school: Playground) -> None:
    behave(school, lms={"feed": {"entries": 2}})
    school.lms.post("/v1/users", json=LEADER)
    passes(school)
    problem(school.lms.get(FEED, params={"after": 1}), 410, "changes-gone")
    assert [each["type"] for each in feed(school, after=2)["data"]] == ["completion.recorded", "certification.issued"]


def test_a_token_of_the_other_system_or_of_an_undone_past_is_no_token(school: Playground) -> None:
    of_hris = school.hris.get(FEED, params={"limit": 200}).json()["next_token"]
    problem(school.lms.get(FEED, params={"since_token": of_hris}), 400, "bad-token")
    school.lms.post("/v1/users", json=LEADER)
    undone = feed(school)["next_token"]
    school.post("/reset")
    problem(school.lms.get(FEED, params={"since_token": undone}), 410, "token-expired")
    problem(school.lms.get(FEED, params={"since_token": undone, "after": 0}), 422, "invalid")


def test_a_rule_change_over_many_is_told_for_each(school: Playground, receiver: Receiver) -> None:
    for number in range(30):
        school.lms.post("/v1/users", json={**LEADER, "external_id": f"e{number}", "username": f"u{number}"})
    subscribe(school, receiver, "lms", ["rule.changed", "enrollment.created"])
    after = feed(school)["next_after"]
    rule = {"course": "FIRE-101", "audience": {}, "due": {"days": 7, "after": "assignment"}}
    school.control.put(school.url("/assignment-rules/fire"), json=rule)
    school.settled()
    types = [each["type"] for each in feed(school, after=after)["data"]]
    assert types == ["rule.changed"] + ["enrollment.created"] * 30
    assert [each["type"] for each in told(receiver)] == types


def test_a_message_of_the_lms_is_signed_by_both_secrets_while_one_is_changed(
    school: Playground, receiver: Receiver
) -> None:
    made = subscribe(school, receiver, "lms", ["enrollment.created"])
    path = f"/v1/webhook-subscriptions/{made['subscription_id']}/secret"
    new = school.lms.post(path, json={"overlap_seconds": 3600}).json()["secret"]
    school.lms.post("/v1/users", json=LEADER)
    school.settled()
    (message,) = receiver.messages
    for secret in (made["secret"], new):
        assert verified(secret, message)["type"] == "enrollment.created"
    school.lms.post(path, json={"overlap_seconds": 0})
    school.lms.post("/v1/users", json={**LEADER, "external_id": "b", "username": "b"})
    school.settled()
    with pytest.raises(WebhookVerificationError):
        verified(made["secret"], receiver.messages[1])


def test_a_message_of_the_lms_waits_for_the_clock_of_the_company_and_the_ledger_balances(
    school: Playground, receiver: Receiver
) -> None:
    subscribe(school, receiver, "lms", ["enrollment.created", "completion.recorded"])
    receiver.statuses = [500, 500]
    school.lms.post("/v1/users", json=LEADER)
    for sent, wait in ((1, "2026-03-02T09:00:05Z"), (2, "2026-03-02T09:05:05Z")):
        school.settled()
        assert len(receiver.messages) == sent
        assert tally(school) == {"sent": 1, "acknowledged": 0, "pending": 1, "dead": 0}
        school.advance(wait)
    passes(school)
    school.settled()
    assert len({message.headers["webhook-id"] for message in receiver.messages[:3]}) == 1
    assert tally(school) == {"sent": 2, "acknowledged": 2, "pending": 0, "dead": 0}
    receiver.statuses = [410]
    school.lms.post("/v1/users", json={**LEADER, "external_id": "b", "username": "b"})
    school.settled()
    assert tally(school) == {"sent": 3, "acknowledged": 2, "pending": 0, "dead": 1}
    passes(school, "b")
    assert tally(school)["sent"] == 3


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "http://example.com/hooks", "http://[fd00:ec2::254]/"]
)
def test_the_lms_sends_nothing_to_where_nothing_may_go(school: Playground, url: str) -> None:
    body = {"url": url, "events": ["completion.recorded"]}
    problem(school.lms.post("/v1/webhook-subscriptions", json=body), 422, "invalid")
    assert school.lms.get("/v1/webhook-subscriptions").json()["data"] == []


def test_who_subscribes_to_completions_can_write_them_back(school: Playground, receiver: Receiver) -> None:
    hired = school.hire(title="team-leader")
    subscribe(school, receiver, "lms", ["completion.recorded"])
    school.lms.post("/v1/users", json={**LEADER, "external_id": hired})
    passes(school, hired)
    school.settled()
    (message,) = told(receiver)
    found = school.lms.get(f"/v1/completions/{message['data']['completion_id']}").json()
    record = {name: found[name] for name in ("course", "completed_at", "score", "result")}
    path = f"/v1/employees/{found['external_id']}/training-records"
    written = school.hris.post(path, json={**record, "source_id": found["completion_id"]})
    assert written.status_code == 201, written.text
    (kept,) = school.hris.get(path).json()["data"]
    assert (kept["course"], kept["score"], kept["result"], kept["source_id"]) == ("PSM-200", 91, "passed", "C0000001")


def verified(secret: str, message: Message) -> dict[str, Any]:
    return dict(Webhook(secret).verify(message.body.decode(), message.headers))


def tally(world: Playground) -> dict[str, int]:
    total = json.loads(world.control.get(world.url("/webhook-ledger")).text)["total"]
    return {name: total[name] for name in ("sent", "acknowledged", "pending", "dead")}
