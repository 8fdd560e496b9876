"""The dial for dirty data on the wire: what a level means, and the list by which an audit is judged."""

from typing import Any

import pytest
from contract.playground import Playground, client, playground, problem

from rosterproof_sim.launch import Server


def defects(world: Playground) -> dict[str, Any]:
    return dict(world.control.get(world.url("/data-quality")).json())


@pytest.mark.parametrize(("dial", "dirt"), [({"level": "clean"}, 0), ({"level": "messy"}, 8), (37, 37), (0, 0)])
def test_a_level_is_a_number(server: Server, dial: Any, dirt: int) -> None:
    with playground(server, data_quality=dial, size=20) as world:
        told = defects(world)
        assert told["dirt"] == dirt
        assert bool(told["data"]) == bool(dirt)


def test_without_a_word_the_company_is_clean(world: Playground, server: Server) -> None:
    assert defects(world) == {"dirt": 0, "data": []}
    with playground(server, data_quality={"level": "clean"}) as clean:
        assert clean.state() == world.state()


def test_what_is_listed_is_what_the_connector_sees(server: Server) -> None:
    with playground(server, data_quality={"level": "filthy"}, size=60, contract_mode="strict") as world:
        told = defects(world)["data"]
        assert {each["kind"] for each in told} >= {"missing_department", "spaces", "duplicate_person"}
        for each in told:
            shown = world.hris.get(f"/v1/employees/{each['employee_id']}").json()
            outer, _, inner = each["field"].partition(".")
            value = shown[outer] if not inner else shown[outer][inner]
            assert value == each["dirty"]


@pytest.mark.parametrize("dial", [-1, 101, 2.5, "messy", {"level": "dirty"}, {}, None])
def test_a_dial_that_is_none(server: Server, dial: Any) -> None:
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    body = {"name": "never", "seed": 1, "size": 10, "start": "2026-03-02T09:00:00Z", "data_quality": dial}
    problem(control.post("/v1/worlds", json=body), 422, "invalid")
