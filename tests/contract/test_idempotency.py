"""Sending a request again under its Idempotency-Key: done once, answered alike."""

import threading

from contract.playground import LEADER, START, Playground, client, problem

from rosterproof_sim.web.memory import Key

KEY = {"Idempotency-Key": '"user-E0000042"'}
RECORD = {"course": "PSM-200", "completed_at": START, "result": "passed", "source_id": "C0000001"}


def test_the_same_request_again_is_answered_again_and_done_once(world: Playground) -> None:
    first = world.lms.post("/v1/users", json=LEADER, headers=KEY)
    again = world.lms.post("/v1/users", json=LEADER, headers=KEY)
    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (201, first.json())
    assert len(world.state()["lms"]["users"]) == 1
    assert [row["data"]["replayed"] for row in world.rows("exchange")] == [False, True]


def test_the_order_of_names_in_the_body_does_not_matter(world: Playground) -> None:
    first = world.lms.post("/v1/users", json=LEADER, headers=KEY)
    again = world.lms.post("/v1/users", json=dict(reversed(LEADER.items())), headers=KEY)
    assert again.json() == first.json()


def test_another_body_under_the_same_key_is_refused(world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER, headers=KEY)
    before = world.state()
    answer = world.lms.post("/v1/users", json={**LEADER, "username": "other"}, headers=KEY)
    problem(answer, 422, "idempotency-mismatch")
    assert world.state() == before


def test_a_key_belongs_to_its_operation_and_address(world: Playground) -> None:
    for employee in ("E0000001", "E0000002"):
        answer = world.hris.post(f"/v1/employees/{employee}/training-records", json=RECORD, headers=KEY)
        assert answer.json()["employee_id"] == employee


def test_without_a_key_twice_is_two(world: Playground) -> None:
    for _ in range(2):
        world.hris.post("/v1/employees/E0000001/training-records", json=RECORD)
    assert len(world.state()["hris"]["training_records"]) == 2


def test_a_refusal_is_answered_again_too_until_another_key_comes(world: Playground) -> None:
    taken = world.lms.post("/v1/users", json=LEADER).json()
    other = {**LEADER, "external_id": "E0000043"}
    first = problem(world.lms.post("/v1/users", json=other, headers=KEY), 409, "username-taken")
    world.lms.patch(f"/v1/users/{taken['user_id']}", json={"username": "renamed"})
    assert problem(world.lms.post("/v1/users", json=other, headers=KEY), 409, "username-taken") == first
    assert world.rows("exchange")[-1]["data"]["replayed"]
    problem(world.lms.post("/v1/users", json=LEADER, headers=KEY), 422, "idempotency-mismatch")
    assert world.lms.post("/v1/users", json=other, headers={"Idempotency-Key": '"another"'}).status_code == 201


def test_what_was_never_carried_out_is_not_kept(world: Playground) -> None:
    wrong = {"external_id": "E0000042"}
    problem(world.lms.post("/v1/users", json=wrong, headers=KEY), 422, "invalid")
    stranger = client(world.made["systems"]["lms"]["base_url"])
    problem(stranger.post("/v1/users", json=LEADER, headers=KEY), 401, "unauthorized")
    world.arm(kind="throttle", system="lms", operation="createUser")
    assert world.lms.post("/v1/users", json=LEADER, headers=KEY).status_code == 429
    assert world.lms.post("/v1/users", json=LEADER, headers=KEY).status_code == 201


def test_after_thirty_days_of_the_companys_time_a_key_is_new_again(world: Playground) -> None:
    first = world.hris.post("/v1/employees/E0000001/training-records", json=RECORD, headers=KEY).json()
    world.advance("2026-04-01T09:00:00Z")
    again = world.hris.post("/v1/employees/E0000001/training-records", json=RECORD, headers=KEY).json()
    assert again == first
    world.advance("2026-04-01T09:00:01Z")
    later = world.hris.post("/v1/employees/E0000001/training-records", json=RECORD, headers=KEY).json()
    assert later["record_id"] != first["record_id"]


def test_a_snapshot_remembers_what_was_answered_before_it_and_not_after(world: Playground) -> None:
    before = world.lms.post("/v1/users", json=LEADER, headers=KEY).json()
    world.post("/snapshots", {"name": "kept"})
    later = {"Idempotency-Key": '"later"'}
    world.lms.post("/v1/users", json={**LEADER, "username": "bo"}, headers=later)
    world.post("/snapshots/kept/restore")
    assert world.lms.post("/v1/users", json=LEADER, headers=KEY).json() == before
    assert world.lms.post("/v1/users", json={**LEADER, "username": "cy"}, headers=later).status_code == 201


def test_while_the_first_is_under_way_the_second_is_told_so(world: Playground) -> None:
    key = Key(system="lms", caller="connector", operation="createUser", path="/v1/users", key=KEY["Idempotency-Key"])
    with world.stage.memory.under(key):
        problem(world.lms.post("/v1/users", json=LEADER, headers=KEY), 409, "idempotency-in-flight")
    assert world.lms.post("/v1/users", json=LEADER, headers=KEY).status_code == 201


def test_fifty_at_once_are_done_once(world: Playground) -> None:
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(world.of("lms").post("/v1/users", json=LEADER, headers=KEY).status_code)

    threads = [threading.Thread(target=ask) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert set(statuses) <= {201, 409}
    assert len(statuses) == 50
    assert 201 in statuses
    assert len(world.state()["lms"]["users"]) == 1
    effects = [row for row in world.rows("exchange", status=201) if not row["data"]["replayed"]]
    assert len(effects) == 1
