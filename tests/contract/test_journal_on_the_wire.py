"""The journal as the control plane gives it: chained, whole, without secrets, and awaited without looking again."""

import hashlib
import json
import threading
from typing import Any

import pytest
from contract.conversations import signed_in, token
from contract.playground import LEADER, Playground, client, playground

from rosterproof_sim.launch import Server


def busy(world: Playground) -> None:
    world.lms.post("/v1/users", json={**LEADER, "given_name": "Åse 😀"})
    world.lms.post("/v1/users", json={"external_id": 7})
    world.hire()
    world.arm(kind="throttle", system="lms", operation="listUsers")
    world.lms.get("/v1/users")
    world.advance("2026-03-05T09:00:00Z")


def chained(rows: list[dict[str, Any]]) -> str:
    """Work the chain out anew, by its description alone."""
    previous = "0" * 64
    for number, row in enumerate(rows, start=1):
        assert row["sequence"] == number
        content = {name: row[name] for name in ("sequence", "kind", "at", "data")}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        previous = hashlib.sha256((previous + text).encode()).hexdigest()
        assert row["hash"] == previous, f"row {number} is not what was hashed"
    return previous


def test_the_chain_verifies_from_the_first_row(world: Playground) -> None:
    busy(world)
    rows = world.rows()
    assert {row["kind"] for row in rows} == {"world", "exchange", "change", "learning", "fault", "clock"}
    chained(rows)


def test_a_changed_row_breaks_the_chain(world: Playground) -> None:
    busy(world)
    rows = world.rows()
    rows[2]["data"]["status"] = 418
    with pytest.raises(AssertionError, match="row 3 is not what was hashed"):
        chained(rows)


def test_an_exchange_has_everything_a_judge_needs(world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER, headers={"Idempotency-Key": '"k"'})
    data = world.rows("exchange")[-1]["data"]
    assert data["request"] == {"headers": {"idempotency_key": '"k"'}, "body": LEADER}
    assert data["response"]["body"]["user_id"] == "U0000001"
    assert {name: data[name] for name in ("system", "operation", "method", "path", "query", "caller", "status")} == {
        "system": "lms",
        "operation": "createUser",
        "method": "POST",
        "path": "/v1/users",
        "query": {},
        "caller": "connector",
        "status": 201,
    }
    assert (data["dropped"], data["replayed"], data["faults"], data["contract"], data["honest"]) == (
        False,
        False,
        [],
        [],
        None,
    )
    assert 0 <= data["elapsed_ms"] < 60_000
    assert data["wall_ms"] >= 0


def test_exchanges_are_numbered_across_both_systems(world: Playground) -> None:
    world.lms.get("/v1/users")
    world.hris.get("/v1/nowhere")
    world.hris.get("/v1/employees", params={"limit": 1})
    rows = [row["data"] for row in world.rows("exchange")]
    assert [(row["exchange"], row["operation"]) for row in rows] == [(1, "listUsers"), (2, None), (3, "listEmployees")]
    assert rows[2]["query"] == {"limit": "1"}


def test_no_secret_is_in_it(world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER)
    issued = token(world, "lms").json()["access_token"]
    answer, learner = signed_in(world)
    learner.get("/v1/sessions/current")
    client(world.made["systems"]["lms"]["base_url"], Authorization=f"Bearer {issued}").get("/v1/users")
    text = world.control.get(world.url("/journal")).text
    secrets = [issued, answer.json()["session_token"], world.made["learner_password"]]
    secrets += [world.made["systems"]["lms"][name] for name in ("client_secret", "api_key")]
    assert [secret for secret in secrets if secret in text] == []
    assert '"***"' in text


def test_learners_and_connectors_are_told_apart(world: Playground) -> None:
    world.lms.post("/v1/users", json=LEADER)
    _, learner = signed_in(world)
    learner.get("/v1/sessions/current")
    learner.delete("/v1/sessions/current")
    learner.get("/v1/sessions/current")
    client(world.made["systems"]["lms"]["base_url"]).get("/v1/users")
    token(world, "lms")
    rows = [row["data"] for row in world.rows("exchange")]
    assert [(row["operation"], row["caller"], row["status"]) for row in rows] == [
        ("createUser", "connector", 201),
        ("signIn", "learner", 201),
        ("getSession", "learner", 200),
        ("signOut", "learner", 204),
        ("getSession", "anonymous", 401),
        ("listUsers", "anonymous", 401),
        ("issueToken", "connector", 200),
    ]


def test_it_is_read_on_from_a_position(world: Playground) -> None:
    busy(world)
    everything = world.rows()
    read: list[dict[str, Any]] = []
    after, more = 0, True
    while more:
        page = world.control.get(world.url("/journal"), params={"after": after, "limit": 2}).json()
        read += page["data"]
        after, more = page["next_after"], page["has_more"]
    assert read == everything


def test_a_reader_is_woken_by_the_row_it_waits_for(world: Playground) -> None:
    found: list[dict[str, Any]] = []
    waiting = threading.Event()

    def wait() -> None:
        waiting.set()
        params: dict[str, str | int] = {"after": 0, "kind": "clock", "wait_ms": 30_000}
        found.append(client_of(world).get(world.url("/journal"), params=params).json())

    reader = threading.Thread(target=wait)
    reader.start()
    assert waiting.wait(10)
    world.hire()
    world.advance("2026-03-03T09:00:00Z")
    reader.join(10)
    assert not reader.is_alive()
    assert [row["kind"] for row in found[0]["data"]] == ["world", "change", "clock"]


def test_a_reader_whose_deadline_comes_first_gets_nothing(world: Playground) -> None:
    page = world.control.get(world.url("/journal"), params={"after": 0, "kind": "fault", "wait_ms": 30}).json()
    assert page == {"data": [], "next_after": 0, "has_more": False}


def test_a_reader_is_woken_when_its_world_ends(server: Server) -> None:
    statuses: list[int] = []
    with playground(server) as world:
        params: dict[str, str | int] = {"after": 99, "wait_ms": 30_000}
        reader = threading.Thread(
            target=lambda: statuses.append(client_of(world).get(world.url("/journal"), params=params).status_code)
        )
        reader.start()
        world.control.get(world.url("/clock"))
    reader.join(10)
    assert statuses == [404]


def test_thirty_waiting_readers_keep_nobody_from_the_control_plane(world: Playground) -> None:
    params: dict[str, str | int] = {"after": 99, "wait_ms": 2_000}
    readers = [
        threading.Thread(target=lambda: client_of(world).get(world.url("/journal"), params=params)) for _ in range(30)
    ]
    for reader in readers:
        reader.start()
    assert client(world.server.control_url).get("/v1/health").elapsed.total_seconds() < 1.5
    world.control.delete(world.url())
    for reader in readers:
        reader.join(10)
        assert not reader.is_alive()


def client_of(world: Playground) -> Any:
    return client(world.server.control_url, Authorization=f"Bearer {world.server.token}")
