"""Who subscribed is promised every event asked for, in the transaction of what it announces."""

import json

import pytest
from unit.small_world import ADA, START, TODAY, a_world, advance_days, hire

from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.world import World

HRIS = ("employee.hired", "employee.updated", "employee.terminated")


def bodies(world: World) -> list[dict[str, object]]:
    return [json.loads(each.body) for each in world.outbox.due(world.clock.now())]


def test_a_hire_is_promised_with_the_entry_of_the_feed() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    whom = hire(world)
    entry = world.hris.announcements(limit=1000)[-1]
    (body,) = bodies(world)
    assert (body["type"], body["timestamp"]) == ("employee.hired", "2026-03-02T09:00:00Z")
    assert body["data"] == {
        "employee_id": whom,
        "sequence": entry.sequence,
        "kind": "hired",
        "effective_on": "2026-03-02",
        "changed_fields": list(entry.changed_fields),
    }


def test_only_those_who_ask_for_an_event_are_told_each_with_an_id_and_secret_of_its_own() -> None:
    world = a_world()
    hired = world.outbox.subscribe("hris", "http://127.0.0.1:9/a", ["employee.hired"])
    world.outbox.subscribe("hris", "http://127.0.0.1:9/b", ["employee.terminated"])
    everything = world.outbox.subscribe("hris", "http://127.0.0.1:9/c", HRIS)
    world.outbox.subscribe("lms", "http://127.0.0.1:9/d", ["enrollment.created"])
    hire(world)
    due = world.outbox.due(START)
    assert [each.subscription_id for each in due] == [hired.subscription_id, everything.subscription_id]
    assert hired.secret != everything.secret
    assert len({each.message_id for each in due}) == 2


def test_the_lms_tells_of_enrollments_completions_and_certifications() -> None:
    world = a_world()
    events = [
        "completion.recorded",
        "enrollment.created",
        "enrollment.withdrawn",
        "enrollment.archived",
        "certification.renewal_due",
        "certification.expired",
    ]
    world.outbox.subscribe("lms", "http://127.0.0.1:9/", events)
    ada = world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "pass", 90)
    world.lms.update_user(ada.user_id, {"location": "OSL"})
    advance_days(world, 400)
    world.lms.deactivate(ada.user_id)
    told = bodies(world)
    assert [each["type"] for each in told] == [
        *["enrollment.created"] * 3,
        "completion.recorded",
        "enrollment.withdrawn",
        "certification.renewal_due",
        "enrollment.created",
        "certification.expired",
        *["enrollment.archived"] * 2,
    ]
    assert told[3]["data"] == {
        "completion_id": "C0000001",
        "sequence": 1,
        "user_id": ada.user_id,
        "external_id": "E0000042",
        "course": "SAFE-110",
    }
    assert told[7]["data"] == {
        "certification_id": "K0000001",
        "user_id": ada.user_id,
        "external_id": "E0000042",
        "course": "SAFE-110",
        "expires_on": "2027-03-02",
    }


def test_a_body_is_rendered_once_when_it_is_promised() -> None:
    world = a_world()
    world.render = lambda notice, whose: [
        (notice.event, f"{notice.event} {notice.data['employee_id']} {whose.payload}".encode())
    ]
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    whom = hire(world)
    world.render = lambda notice, whose: [(notice.event, b"other")]
    assert [each.body.decode() for each in world.outbox.due(START)] == [f"employee.hired {whom} thin"]


def test_what_cannot_be_announced_does_not_happen() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    world.render = lambda notice, whose: [(notice.event, str(notice.data["no such field"]).encode())]
    people = len(world.hris.employees(limit=None))
    with pytest.raises(KeyError):
        hire(world)
    assert len(world.hris.employees(limit=None)) == people


def test_a_failed_delivery_waits_and_keeps_its_message() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    hire(world)
    (first,) = world.outbox.due(START)
    later = START.replace(minute=5)
    after = world.outbox.mark(first, "failed", later)
    assert (after.attempts, after.next_attempt) == (1, later)
    counts = world.outbox.counts(START)
    assert (counts.due, counts.waiting) == (0, 1)
    (again,) = world.outbox.due(later)
    assert (again.message_id, again.body, again.attempts) == (first.message_id, first.body, 1)
    world.outbox.mark(again, "delivered")
    counts = world.outbox.counts(later)
    assert (counts.due, counts.waiting) == (0, 0)


def test_a_receiver_that_is_gone_is_told_nothing_more() -> None:
    world = a_world()
    subscription = world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    hire(world)
    hire(world)
    world.outbox.mark(world.outbox.due(START)[0], "gone")
    hire(world)
    assert world.outbox.due(START) == []
    assert not world.outbox.subscription("hris", subscription.subscription_id).active


def test_the_same_url_again_replaces_the_subscription_and_nothing_promised_is_lost() -> None:
    world = a_world()
    first = world.outbox.subscribe("hris", "http://127.0.0.1:9/", ["employee.hired"])
    other = world.outbox.subscribe("lms", "http://127.0.0.1:9/", ["enrollment.created"])
    hire(world)
    second = world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    assert second.secret != first.secret
    assert world.outbox.subscriptions("hris") == [second]
    assert world.outbox.subscriptions("lms") == [other]
    assert [each.subscription_id for each in world.outbox.due(START)] == [second.subscription_id]


def test_who_unsubscribed_is_told_nothing_more_and_of_another_system_cannot() -> None:
    world = a_world()
    subscription = world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    hire(world)
    with pytest.raises(NotFound):
        world.outbox.unsubscribe("lms", subscription.subscription_id)
    world.outbox.unsubscribe("hris", subscription.subscription_id)
    assert world.outbox.due(START) == []
    with pytest.raises(NotFound, match=subscription.subscription_id):
        world.outbox.subscription("hris", subscription.subscription_id)


def test_a_change_entered_ahead_is_promised_on_its_day() -> None:
    world = a_world()
    world.outbox.subscribe("hris", "http://127.0.0.1:9/", HRIS)
    hire(world, TODAY.replace(day=12))
    assert [each["type"] for each in bodies(world)] == ["employee.hired"]
    advance_days(world, 10)
    assert [(each["type"], each["timestamp"]) for each in bodies(world)][1:] == [
        ("employee.updated", "2026-03-12T00:00:00Z")
    ]
