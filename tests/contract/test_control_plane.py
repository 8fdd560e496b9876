"""The control plane: what it does to a world, and what it refuses, leaving everything as it was."""

import json
from typing import Any

import pytest
from contract.playground import CATALOG, LEADER, START, Playground, client, playground, problem

from rosterproof_sim.launch import Server

NEW = {"name": "new", "seed": 7, "size": 10, "start": START}


def make(server: Server, **changes: Any) -> Any:
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    return control.post("/v1/worlds", json={**NEW, **changes})


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
def test_without_its_token_nothing_is_told(server: Server, headers: dict[str, str]) -> None:
    answer = client(server.control_url, **headers).get("/v1/worlds")
    problem(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="control"'


def test_health_and_contract_are_for_everybody(server: Server) -> None:
    assert client(server.control_url).get("/v1/health").json()["status"] == "ready"
    assert client(server.control_url).get("/openapi.yaml").text.startswith("openapi: 3.1.0")


def test_the_keys_of_a_world_do_not_open_it(world: Playground) -> None:
    key = world.made["systems"]["hris"]["api_key"]
    problem(client(world.server.control_url, **{"X-Api-Key": key}).get("/v1/worlds"), 401, "unauthorized")


def test_a_web_page_of_another_site_is_not_answered(server: Server) -> None:
    for origin in ("https://evil.example", "http://127.0.0.1.evil.example", "null", "http://["):
        headers = {"Authorization": f"Bearer {server.token}", "Origin": origin}
        problem(client(server.control_url, **headers).get("/v1/worlds"), 403, "foreign-origin")
    problem(client(server.control_url, Host="evil.example").get("/v1/health"), 421, "misdirected")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name": "../other"}, "body.name"),
        ({"name": "A"}, "body.name"),
        ({"name": "a" * 64}, "body.name"),
        ({"seed": -1}, "body.seed"),
        ({"seed": 2**53}, "body.seed"),
        ({"size": 9}, "body.size"),
        ({"size": 1_000_001}, "body.size"),
        ({"size": 10.5}, "body.size"),
        ({"start": "2026-03-02"}, "body.start"),
        ({"start": "1900-01-01T00:00:00Z"}, "body.start"),
        ({"hris": "workday-9"}, "body.hris"),
        ({"lms": "../core"}, "body.lms"),
        ({"contract_mode": False}, "body.contract_mode"),
        ({"catalog": {"courses": [], "rules": [CATALOG["rules"][0]]}}, "body.catalog.rules[0].course"),
        ({"catalog": {"courses": CATALOG["courses"] * 2, "rules": []}}, "body.catalog.courses[5].code"),
        ({"policy": {"on_rule_exit": "sometimes"}}, "body.policy.on_rule_exit"),
        ({"hris_port": 70000}, "body.hris_port"),
    ],
)
def test_a_world_that_cannot_be(server: Server, changes: dict[str, Any], where: str) -> None:
    answer = problem(make(server, **changes), 422, "invalid")
    assert where in [each["where"] for each in answer["errors"]]
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    assert control.get("/v1/worlds/new").status_code in (404, 422)


def test_a_whole_number_may_be_written_with_a_point(server: Server) -> None:
    with playground(server, seed=7.0, size=10.0) as world:
        assert (world.made["seed"], world.made["size"]) == (7, 10)


def test_a_name_that_is_taken(server: Server) -> None:
    with playground(server, name="taken") as world:
        problem(make(server, name="taken"), 409, "world-exists")
        assert world.hris.get("/v1/job-titles").status_code == 200


def test_a_port_that_is_taken(server: Server, world: Playground) -> None:
    port = int(world.made["systems"]["hris"]["base_url"].rpartition(":")[2])
    answer = problem(make(server, name="late", lms_port=port), 409, "port-taken")
    assert str(port) in answer["detail"]
    problem(world.control.get("/v1/worlds/late"), 404, "not-found")
    with playground(server, name="late"):
        pass


TODAY = {"effective_on": "2026-03-02"}
PASS = {"external_id": "E0000042", "course": "PSM-200", "action": "pass"}
NOT_ALLOWED: list[tuple[str, dict[str, Any] | None, int, str]] = [
    ("/changes", {"kind": "promoted", "employee_id": "E0000999", "title": "x", **TODAY}, 404, "not-found"),
    ("/changes", {"kind": "hired", "given_name": "A", "employee_id": "E0000001", **TODAY}, 409, "not-allowed"),
    ("/changes", {"kind": "fired", "employee_id": "E0000001", **TODAY}, 422, "invalid"),
    ("/changes", {"kind": "transferred", "employee_id": "E0000001", **TODAY}, 422, "invalid"),
    ("/learner-actions", {**PASS, "external_id": "nobody"}, 409, "no-account"),
    ("/learner-actions", {**PASS, "course": "FIRE-101"}, 409, "no-enrollment"),
    ("/learner-actions", {**PASS, "score": 79}, 409, "score-too-low"),
    ("/learner-actions", {**PASS, "score": 101}, 422, "invalid"),
    ("/enrollments", {"external_id": "nobody", "course": "PSM-200"}, 409, "no-account"),
    ("/enrollments", {"external_id": "E0000042", "course": "PSM-200"}, 409, "already-enrolled"),
    ("/enrollments", {"external_id": "E0000042", "course": "NONE"}, 422, "invalid"),
    ("/clock/advance", {"to": "2026-03-01T09:00:00Z"}, 422, "invalid"),
    ("/clock/advance", {"to": "9500-01-01T09:00:00Z"}, 422, "invalid"),
    ("/clock/advance", {"seconds": -1}, 422, "invalid"),
    ("/clock/advance", {"seconds": 10**12}, 422, "invalid"),
    ("/clock/advance", {}, 422, "invalid"),
    ("/clock/advance", {"to": START, "seconds": 1}, 422, "invalid"),
    ("/snapshots", {"name": "../../etc"}, 422, "invalid"),
    ("/snapshots/none/restore", None, 404, "not-found"),
]


@pytest.mark.parametrize(("path", "body", "status", "code"), NOT_ALLOWED)
def test_what_the_world_does_not_allow(
    world: Playground, path: str, body: dict[str, Any] | None, status: int, code: str
) -> None:
    world.lms.post("/v1/users", json=LEADER)
    before, rows = world.state(), len(world.rows())
    answer = world.control.post(world.url(path), json=body)
    problem(answer, status, code)
    assert world.state() == before
    assert len(world.rows()) == rows


@pytest.mark.parametrize("body", [b"{", b'{"seconds": 1, "seconds": 2}', b'{"seconds": NaN}'])
def test_a_control_body_that_cannot_be_read(world: Playground, body: bytes) -> None:
    answer = world.control.post(world.url("/clock/advance"), content=body, headers={"Content-Type": "application/json"})
    problem(answer, 400, "malformed")


def test_an_unknown_control_route_is_told_the_nearest(world: Playground) -> None:
    answer = problem(world.control.get(world.url("/journal-rows")), 404, "not-found")
    assert "/v1/worlds/{world}/journal" in answer["detail"]


def test_reset_is_the_moment_it_was_made_with_the_same_credentials(world: Playground) -> None:
    before = world.state()
    world.lms.post("/v1/users", json=LEADER)
    world.hire()
    world.advance("2026-05-01T09:00:00Z")
    made = world.post("/reset")
    assert made == world.made
    assert world.state() == before
    assert world.lms.get("/v1/users").json()["data"] == []
    assert [row["data"]["event"] for row in world.rows("world")] == ["created", "reset"]


def test_a_snapshot_brings_back_everything(world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER)
    world.advance("2026-03-10T09:00:00Z")
    kept = world.state()
    assert world.post("/snapshots", {"name": "kept"})["taken_at"] == "2026-03-10T09:00:00Z"
    world.lms.patch("/v1/users/U0000001", json={"job_title": None})
    world.advance("2026-04-10T09:00:00Z")
    assert world.post("/snapshots/kept/restore")["now"] == "2026-03-10T09:00:00Z"
    assert world.state() == kept


def test_a_class_is_booked_in_order_and_who_cannot_be_is_told_why(world: Playground) -> None:
    for who in ("E0000042", "E0000043"):
        world.lms.post("/v1/users", json={"external_id": who, "given_name": who})
        world.control.post(world.url("/enrollments"), json={"external_id": who, "course": "LIFT-120"})
    asked = {"course": "LIFT-120", "starts_at": "2026-03-20T08:00:00Z", "ends_at": "2026-03-20T15:00:00Z", "seats": 1}
    people = ["E0000043", "E0000042", "nobody"]
    made = world.control.post(world.url("/classes"), json={**asked, "external_ids": people}).json()
    assert [(each["external_id"], each["status"]) for each in made["data"]] == list(
        zip(people, ["booked", "waitlisted", "refused"], strict=True)
    )
    assert [each["reason"] is None for each in made["data"]] == [True, True, False]
    gone = {**asked, "starts_at": "2020-03-20T08:00:00Z", "external_ids": []}
    problem(world.control.post(world.url("/classes"), json=gone), 422, "invalid")


def test_an_auditor_is_told_what_was_known_then_and_what_is_known_now(world: Playground) -> None:
    control = world.control
    asked = world.url("/audits/E0000001")
    said = control.get(asked, params={"on": "2026-03-02"}).json()
    assert (said["employee_id"], said["on"], said["training_records"]) == ("E0000001", "2026-03-02", [])
    assert said["then"]["known_at"] == said["now"]["known_at"] == START
    assert said["now"]["hris"]["status"] == "active"
    before = control.get(asked, params={"on": "2026-03-01"}).json()
    assert before["then"]["known_at"] < before["now"]["known_at"]
    assert before["then"]["lms"] is None
    problem(control.get(asked, params={"on": "2026-03-20"}), 422, "invalid")
    problem(control.get(asked), 422, "invalid")
    problem(control.get(world.url("/audits/E0999999"), params={"on": "2026-03-02"}), 404, "not-found")


def test_hostile_names_come_back_as_they_were_sent(world: Playground) -> None:
    names = [
        "Robert'); DROP TABLE employees;--",
        "<script>alert(1)</script>",
        "{{7*7}} ${7*7} %s%n {0.__class__}",
        "=cmd|'/c calc'!A1",
        "../../etc/passwd",
        "\u202egnp.exe\u200b\ufeff",
        "Nguyễn 李 Ðorđe 👩‍👩‍👧",
        "José",
        "José",
        "line\nfeed \x1b[31m",
        " spaces ",
    ]
    for name in names:
        hired = world.hire(given_name=name, email=f"{len(name)}@example.com")
        assert world.hris.get(f"/v1/employees/{hired}").json()["given_name"] == name
        user = world.lms.post("/v1/users", json={"external_id": hired, "given_name": name}).json()
        assert world.lms.get(f"/v1/users/{user['user_id']}").json()["given_name"] == name
    told = [each["given_name"] for each in world.state()["lms"]["users"]]
    assert told == names
    recorded = [row["data"]["change"]["given_name"] for row in world.rows("change")]
    assert json.dumps(recorded) == json.dumps(names)


def test_the_oldest_active_account_is_the_one_that_learns(world: Playground) -> None:
    for username in ("first", "second"):
        world.lms.post("/v1/users", json={**LEADER, "username": username})
    act = {"external_id": LEADER["external_id"], "course": "PSM-200", "action": "start"}
    assert world.post("/learner-actions", act)["user_id"] == "U0000001"
    world.lms.post("/v1/users/U0000001/deactivate")
    assert world.post("/learner-actions", act)["user_id"] == "U0000002"
