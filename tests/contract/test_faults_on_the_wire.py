"""Each fault is seen on the wire, does what it says and no more, and leaves its trace in the journal."""

import http.client
import json
from dataclasses import fields
from typing import Any

import httpx2
import pytest
from contract.playground import LEADER, Playground, client, problem
from contract.receiver import Receiver

from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.faults import discover

BO = {"external_id": "E0000043", "username": "bo", "given_name": "Bo"}


def create(world: Playground, user: dict[str, Any], **headers: str) -> httpx2.Response:
    return world.lms.post("/v1/users", json=user, headers=headers)


def raw_answer(world: Playground, user: dict[str, Any], key: str) -> bytes:
    """Every byte that comes back for one request."""
    access = world.made["systems"]["lms"]
    connection = http.client.HTTPConnection(access["base_url"].removeprefix("http://"), timeout=10)
    headers = {"X-Api-Key": access["api_key"], "Content-Type": "application/json", "Idempotency-Key": key}
    connection.request("POST", "/v1/users", json.dumps(user), headers)
    assert connection.sock is not None
    read = b"".join(iter(lambda: connection.sock.recv(4096), b""))
    connection.close()
    return read


def test_every_fault_has_its_probe() -> None:
    assert set(discover()) == {"throttle", "refuse", "outage", "drop_answer", "deliver_twice", "rename_field"}, (
        "a new fault needs a probe in this file"
    )


def test_the_contract_knows_every_fault_and_no_other() -> None:
    shapes = contract("control.yaml").document["components"]["schemas"]["NewFault"]["oneOf"]
    assert {shape["properties"]["kind"]["const"] for shape in shapes} == set(discover())
    for shape in shapes:
        fault = discover()[shape["properties"]["kind"]["const"]]
        assert {each.name for each in fields(fault)} == set(shape["properties"]) - {"kind"}


def test_throttle_answers_429_before_anything_is_done(world: Playground) -> None:
    fault = world.arm(
        kind="throttle", system="lms", operation="createUser", mentions="E0000042", times=2, retry_after=7
    )
    for _ in range(2):
        answer = create(world, LEADER)
        problem(answer, 429, "too-many-requests")
        assert answer.headers["Retry-After"] == "7"
        assert world.state()["lms"]["users"] == []
    assert create(world, LEADER).status_code == 201
    assert world.fired() == {fault: 2}


def test_throttle_leaves_other_people_and_operations_alone(world: Playground) -> None:
    world.arm(kind="throttle", system="lms", operation="createUser", mentions="E0000042")
    assert create(world, BO).status_code == 201
    assert world.lms.get("/v1/users?external_id=E0000042").status_code == 200
    assert world.hris.get("/v1/employees/E0000001").status_code == 200


def test_each_different_thing_is_throttled_as_often(world: Playground) -> None:
    world.arm(kind="throttle", system="lms", operation="createUser")
    statuses = [create(world, user).status_code for user in (LEADER, BO, BO, LEADER)]
    assert statuses == [429, 429, 201, 201]


def test_a_throttled_request_is_in_the_journal_with_its_patience(world: Playground) -> None:
    fault = world.arm(kind="throttle", system="lms", operation="createUser", retry_after=3)
    create(world, LEADER)
    row = world.rows("exchange")[-1]["data"]
    assert (row["status"], row["retry_after"], row["faults"], row["honest"]) == (429, 3, [fault], None)
    assert row["request"]["body"]["external_id"] == "E0000042"
    assert [each["data"]["event"] for each in world.rows("fault")] == ["armed", "fired"]


def test_a_stranger_is_not_throttled_but_refused(world: Playground) -> None:
    world.arm(kind="throttle", system="lms", operation="createUser")
    answer = client(world.made["systems"]["lms"]["base_url"]).post("/v1/users", json=LEADER)
    problem(answer, 401, "unauthorized")


def test_refuse_answers_422_and_nothing_is_done_until_the_faults_are_cleared(world: Playground) -> None:
    fault = world.arm(kind="refuse", system="lms", operation="createUser", mentions="E0000042", times=100)
    for _ in range(2):
        answer = create(world, LEADER)
        problem(answer, 422, "refused")
        assert "Retry-After" not in answer.headers
    assert world.state()["lms"]["users"] == []
    assert create(world, BO).status_code == 201
    assert world.fired() == {fault: 2}
    row = next(row["data"] for row in world.rows("exchange") if row["data"]["faults"])
    assert (row["status"], row["faults"], "retry_after" in row) == (422, [fault], False)
    world.control.delete(world.url("/faults"))
    assert create(world, LEADER).status_code == 201


def test_an_outage_is_the_whole_system_and_no_other(world: Playground) -> None:
    fault = world.arm(kind="outage", system="hris", retry_after=1800)
    for answer in (world.hris.get("/v1/employees"), world.hris.get("/v1/locations")):
        problem(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "1800"
    assert world.lms.get("/v1/users").status_code == 200
    assert world.fired() == {fault: 2}
    assert world.rows("exchange")[0]["data"]["retry_after"] == 1800
    world.control.delete(world.url("/faults"))
    assert world.hris.get("/v1/employees").status_code == 200


def test_drop_answer_closes_without_a_byte_and_yet_it_is_done(world: Playground) -> None:
    fault = world.arm(kind="drop_answer", system="lms", operation="createUser", mentions="E0000042")
    assert raw_answer(world, LEADER, '"once"') == b""
    assert [user["external_id"] for user in world.state()["lms"]["users"]] == ["E0000042"]
    assert world.fired() == {fault: 1}


def test_a_usual_client_sees_the_connection_break(world: Playground) -> None:
    world.arm(kind="drop_answer", system="lms", operation="createUser")
    with pytest.raises(httpx2.RemoteProtocolError):
        create(world, LEADER)
    problem(create(world, LEADER), 409, "username-taken")


def test_after_a_dropped_answer_the_key_brings_it_back(world: Playground) -> None:
    world.arm(kind="drop_answer", system="lms", operation="createUser")
    assert raw_answer(world, LEADER, '"once"') == b""
    again = create(world, LEADER, **{"Idempotency-Key": '"once"'})
    assert (again.status_code, again.json()["external_id"]) == (201, "E0000042")
    assert len(world.state()["lms"]["users"]) == 1


def test_the_journal_holds_the_honest_answer_and_that_it_was_dropped(world: Playground) -> None:
    fault = world.arm(kind="drop_answer", system="lms", operation="createUser")
    raw_answer(world, LEADER, '"once"')
    row = world.rows("exchange")[-1]["data"]
    assert (row["dropped"], row["faults"], row["response"]["body"]) == (True, [fault], None)
    assert (row["honest"]["status"], row["honest"]["body"]["external_id"]) == (201, "E0000042")


def test_what_was_refused_is_not_dropped(world: Playground) -> None:
    create(world, LEADER)
    fault = world.arm(kind="drop_answer", system="lms", operation="createUser")
    problem(create(world, LEADER), 409, "username-taken")
    assert world.fired() == {fault: 0}


def test_rename_field_calls_a_field_otherwise_wherever_it_stands(world: Playground) -> None:
    honest = world.hris.get("/v1/employees", params={"limit": 2}).json()
    world.arm(kind="rename_field", system="hris", field="department", to="dept_name")
    altered = world.hris.get("/v1/employees", params={"limit": 2}).json()
    for was, now in zip(honest["data"], altered["data"], strict=True):
        assert "department" not in now
        assert now["dept_name"] == was["department"]
        assert [job["dept_name"] for job in now["jobs"]] == [job["department"] for job in was["jobs"]]
        assert {**now, "jobs": 0} == {"dept_name": was["department"]} | {
            name: value for name, value in {**was, "jobs": 0}.items() if name != "department"
        }


def test_the_journal_holds_the_honest_answer_beside_a_renamed_field(world: Playground) -> None:
    fault = world.arm(kind="rename_field", system="hris", field="email", to="mail", operation="listEmployees", times=1)
    world.hris.get("/v1/employees", params={"limit": 1})
    row = world.rows("exchange")[-1]["data"]
    assert row["faults"] == [fault]
    assert "email" in row["honest"]["body"]["data"][0]
    assert "mail" in row["response"]["body"]["data"][0]
    assert "email" in world.hris.get("/v1/employees", params={"limit": 1}).json()["data"][0]


def test_deliver_twice_sends_an_acknowledged_webhook_again_with_the_same_id(
    world: Playground, receiver: Receiver
) -> None:
    fault = world.arm(kind="deliver_twice", system="hris", event="employee.hired")
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.hired"]})
    world.hire()
    world.settled()
    ids = [message.headers["webhook-id"] for message in receiver.messages]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert receiver.messages[0].body == receiver.messages[1].body
    rows = [row["data"] for row in world.rows("delivery")]
    assert [(row["duplicate"], row["fault"]) for row in rows] == [(False, None), (True, fault)]
    assert world.fired() == {fault: 1}


def test_deliver_twice_waits_for_the_acknowledgment(world: Playground, receiver: Receiver) -> None:
    world.arm(kind="deliver_twice", system="hris")
    receiver.statuses = [500]
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.hired"]})
    world.hire()
    world.settled()
    assert len(receiver.messages) == 1
    world.advance("2026-03-02T09:00:05Z")
    world.settled()
    assert len(receiver.messages) == 3


def test_deliver_twice_meets_only_whom_it_mentions(world: Playground, receiver: Receiver) -> None:
    world.hris.post("/v1/webhook-subscriptions", json={"url": receiver.url, "events": ["employee.hired"]})
    world.arm(kind="deliver_twice", system="hris", mentions="E0009999")
    world.hire(employee_id="E0009998")
    world.hire(employee_id="E0009999")
    world.settled()
    about = [json.loads(message.body)["data"]["employee_id"] for message in receiver.messages]
    assert about == ["E0009998", "E0009999", "E0009999"]


def test_cleared_faults_do_nothing(world: Playground) -> None:
    world.arm(kind="throttle", system="lms", operation="createUser")
    assert world.control.delete(world.url("/faults")).status_code == 204
    assert create(world, LEADER).status_code == 201
    assert world.fired() == {}


def test_a_restored_snapshot_brings_back_its_faults_and_their_counts(world: Playground) -> None:
    fault = world.arm(kind="throttle", system="lms", operation="createUser", times=2)
    create(world, LEADER)
    world.post("/snapshots", {"name": "once"})
    create(world, LEADER)
    assert create(world, LEADER).status_code == 201
    world.post("/snapshots/once/restore")
    assert world.fired() == {fault: 1}
    assert [create(world, LEADER).status_code for _ in range(2)] == [429, 201]


def test_reset_disarms(world: Playground) -> None:
    world.arm(kind="throttle", system="lms", operation="createUser")
    world.post("/reset")
    assert world.fired() == {}
    assert create(world, LEADER).status_code == 201


@pytest.mark.parametrize(
    ("fault", "where"),
    [
        ({"kind": "throttle", "system": "lms", "operation": "createUsers"}, "body.operation"),
        ({"kind": "throttle", "system": "hris", "operation": "createUser"}, "body.operation"),
        ({"kind": "deliver_twice", "system": "lms", "event": "employee.hired"}, "body.event"),
        ({"kind": "throttle", "system": "lms"}, "body"),
        ({"kind": "throttle", "system": "lms", "operation": "createUser", "times": 0}, "body.times"),
        ({"kind": "throttle", "system": "lms", "operation": "createUser", "retry_after": -1}, "body.retry_after"),
        ({"kind": "drop_answer", "system": "lms", "operation": "createUser", "retry_after": 1}, "body"),
        ({"kind": "refuse", "system": "lms", "operation": "createUser", "retry_after": 1}, "body"),
        ({"kind": "outage", "system": "hris", "operation": "listEmployees"}, "body"),
        ({"kind": "slow_drip", "system": "lms", "operation": "createUser"}, "body.kind"),
    ],
)
def test_a_fault_that_cannot_be(world: Playground, fault: dict[str, Any], where: str) -> None:
    answer = problem(world.control.post(world.url("/faults"), json=fault), 422, "invalid")
    assert where in [each["where"] for each in answer["errors"]]
    assert world.fired() == {}
