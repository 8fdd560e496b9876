"""How closely messages are held against the contract. Where the two validators differ, the fault is ours."""

import pytest
from contract.conversations import token
from contract.playground import LEADER, Playground, client, playground, problem

from rosterproof_sim.clock import wall_seconds
from rosterproof_sim.dialect.contract import openapi as module
from rosterproof_sim.dialect.contract.authority import Authority
from rosterproof_sim.dialect.contract.compiled import Compiled
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.launch import Server
from rosterproof_sim.web import tenant

STRANGE = [Violation(where="body", what="is strange")]


def last_disagreements(world: Playground) -> list[str]:
    return list(world.rows("exchange")[-1]["data"]["disagreements"])


def test_the_sample_is_about_one_in_a_hundred_and_always_the_same() -> None:
    drawn = [module._sampled(7, "getEmployee", f"/v1/employees/E{number:07d}") for number in range(20_000)]
    assert 100 < sum(drawn) < 300
    assert drawn == [module._sampled(7, "getEmployee", f"/v1/employees/E{number:07d}") for number in range(20_000)]
    assert drawn != [module._sampled(8, "getEmployee", f"/v1/employees/E{number:07d}") for number in range(20_000)]


@pytest.mark.parametrize(("mode", "asked"), [("audited", 0), ("strict", 1), ("off", 0)])
def test_the_authority_is_asked_as_often_as_the_mode_says(
    server: Server, monkeypatch: pytest.MonkeyPatch, mode: str, asked: int
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(Authority, "request", lambda self, operation, asked: seen.append(operation.id) or [])
    monkeypatch.setattr(module, "_sampled", lambda *_: False)
    with playground(server, contract_mode=mode) as world:
        assert world.hris.get("/v1/job-titles").status_code == 200
    assert len(seen) == asked


def test_a_sampled_message_is_judged_by_both(world: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(module, "_sampled", lambda *_: True)
        patched.setattr(Authority, "request", lambda *_: STRANGE)
        problem(world.lms.post("/v1/users", json=LEADER), 422, "invalid")
    (said,) = last_disagreements(world)
    assert said == "request of createUser: openapi-core refuses what we allow: body: is strange"


def test_where_they_differ_the_authority_is_followed_and_the_fault_is_ours(
    strict_world: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Compiled, "request", lambda *_: STRANGE)
        assert strict_world.lms.post("/v1/users", json=LEADER).status_code == 201
    (said,) = last_disagreements(strict_world)
    assert "the compiled table refuses what openapi-core allows" in said
    assert strict_world.rows("exchange")[-1]["data"]["contract"] == []


def test_off_holds_nothing_against_the_contract_and_still_reads_strictly(server: Server) -> None:
    with playground(server, contract_mode="off") as world:
        assert world.lms.post("/v1/users", json=LEADER).status_code == 201
        answer = world.lms.post("/v1/users", content=b"{", headers={"Content-Type": "application/json"})
        problem(answer, 400, "malformed")


def test_a_token_lives_for_an_hour_of_the_callers_own_clock(world: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = token(world, "hris").json()
    hris = client(world.made["systems"]["hris"]["base_url"], Authorization=f"Bearer {issued['access_token']}")
    world.advance("2026-06-01T09:00:00Z")
    assert hris.get("/v1/job-titles").status_code == 200
    later = wall_seconds() + issued["expires_in"] + 1
    monkeypatch.setattr(tenant, "wall_seconds", lambda: later)
    problem(hris.get("/v1/job-titles"), 401, "unauthorized")


def test_the_credentials_outlive_a_reset(world: Playground) -> None:
    issued = token(world, "hris").json()["access_token"]
    world.post("/reset")
    hris = client(world.made["systems"]["hris"]["base_url"], Authorization=f"Bearer {issued}")
    assert hris.get("/v1/job-titles").status_code == 200


def test_head_is_get_without_a_body(world: Playground) -> None:
    answer = world.hris.head("/v1/employees/E0000001")
    assert (answer.status_code, answer.content) == (200, b"")
    assert world.hris.get("/v1/employees/E0000001").status_code == 200
