"""Clients of the SCIM standard, as anybody installs them, pointed at an LMS and left as they are."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import Playground, client, playground
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import PatchOp, PatchOperation, SCIMException, SearchRequest
from scim2_tester import Status, check_server

from rosterproof_sim.launch import Server, start

#: In every published schema something is checked; fewer would mean that some were not found.
CHECKS = 150


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, lms="scim", contract_mode="strict") as made:
        yield made


def connected(world: Playground, token: str | None = None) -> SyncSCIMClient:
    access = world.made["systems"]["lms"]
    headers = {"Authorization": f"Bearer {token or access['api_key']}"}
    return SyncSCIMClient(httpx2.Client(base_url=f"{access['base_url']}/scim/v2", headers=headers, trust_env=False))


def person(scim: SyncSCIMClient, number: int) -> Any:
    model = scim.get_resource_model("User")
    assert model is not None
    return scim.create(
        model.model_validate(
            {
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
                "userName": f"e{number}",
                "externalId": f"E{number:07d}",
                "name": {"givenName": "Zoë", "familyName": "O'Neil"},
                "active": True,
            }
        )
    )


def closing(model: Any) -> Any:
    return PatchOp[model](operations=[PatchOperation(op=PatchOperation.Op.replace_, path="active", value=False)])


@pytest.mark.parametrize("lms", ["core", "scim"])
def test_the_tester_finds_nothing_but_success(server: Server, lms: str) -> None:
    with playground(server, lms=lms, contract_mode="strict") as world:
        scim = connected(world)
        scim.discover()
        results = check_server(scim)
        assert [(each.title, each.reason) for each in results if each.status is not Status.SUCCESS] == []
        assert len(results) > CHECKS
        rows = [row["data"] for row in world.rows("exchange", system="lms")]
        assert [row["disagreements"] for row in rows if row["disagreements"]] == []


def test_a_client_reads_the_whole_company_and_one_person(world: Playground) -> None:
    scim = connected(world)
    scim.discover()
    made = [person(scim, number) for number in range(1, 13)]
    model = scim.get_resource_model("User")
    found, start_index = [], 1
    while True:
        page = scim.query(model, query_parameters=SearchRequest(start_index=start_index, count=5))
        found += page.resources or []
        start_index += 5
        if start_index > page.total_results:
            break
    assert [each.id for each in found] == [each.id for each in made]
    one = scim.query(model, query_parameters=SearchRequest(filter='externalId eq "E0000007"')).resources
    assert [(each.user_name, each.name.family_name) for each in one] == [("e7", "O'Neil")]


def test_a_client_changes_somebody_and_closes_a_leaver(world: Playground) -> None:
    scim = connected(world)
    scim.discover()
    made = person(scim, 1)
    made.title = "team-leader"
    assert scim.replace(made).title == "team-leader"
    closed = scim.modify(type(made), made.id, closing(type(made)))
    assert closed.active is False
    mine = world.lms.get(f"/v1/users/{made.id}").json()
    assert (mine["job_title"], mine["active"]) == ("team-leader", False)
    signing_in = {"username": "e1", "password": world.made["learner_password"]}
    assert client(world.made["systems"]["lms"]["base_url"]).post("/v1/sessions", json=signing_in).status_code == 401


def test_a_client_with_a_bad_credential_is_refused(world: Playground) -> None:
    good = connected(world)
    good.discover()
    bad = connected(world, token="wrong")
    bad.provider = good.provider
    with pytest.raises(SCIMException, match="do not hold here"):
        bad.query(good.get_resource_model("User"))


def test_a_client_sees_a_throttle(world: Playground) -> None:
    scim = connected(world)
    scim.discover()
    world.control.put(world.url("/conduct"), json={"lms": {"limit": {"requests": 1, "per_seconds": 60}}})
    model = scim.get_resource_model("User")
    scim.query(model)
    with pytest.raises(SCIMException, match="Come again in") as throttled:
        scim.query(model)
    assert throttled.value.status == 429
