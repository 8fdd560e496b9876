"""Worlds in one process know nothing of each other, though they have the same ids, names and people."""

from collections.abc import Iterator

import pytest
from contract.playground import LEADER, Playground, client, playground, problem

from rosterproof_sim.launch import Server


@pytest.fixture(params=["own", "shared"])
def pair(request: pytest.FixtureRequest, server: Server) -> Iterator[tuple[Playground, Playground]]:
    with playground(server, ports=request.param) as one, playground(server, ports=request.param) as other:
        yield one, other


def test_the_same_seed_is_the_same_company(pair: tuple[Playground, Playground]) -> None:
    one, other = pair
    assert one.state() == other.state()


def test_what_happens_in_one_does_not_happen_in_the_other(pair: tuple[Playground, Playground]) -> None:
    one, other = pair
    before = other.state()
    one.lms.post("/v1/users", json=LEADER)
    one.hire()
    one.arm(kind="throttle", system="lms", operation="createUser")
    one.advance("2026-06-01T09:00:00Z")
    one.settled()
    assert other.state() == before
    assert other.fired() == {}
    assert {row["kind"] for row in other.rows()} == {"world"}
    assert other.lms.post("/v1/users", json=LEADER).json()["user_id"] == "U0000001"


def test_the_credentials_of_one_do_not_open_the_other(pair: tuple[Playground, Playground]) -> None:
    one, other = pair
    url = other.made["systems"]["lms"]["base_url"]
    problem(client(url, **{"X-Api-Key": one.made["systems"]["lms"]["api_key"]}).get("/v1/users"), 401, "unauthorized")
    access = one.made["systems"]["lms"]
    form = {"grant_type": "client_credentials"} | {name: access[name] for name in ("client_id", "client_secret")}
    problem(client(url).post("/oauth/token", data=form), 401, "unauthorized")
    token = client(access["base_url"]).post("/oauth/token", data=form).json()["access_token"]
    problem(client(url, Authorization=f"Bearer {token}").get("/v1/users"), 401, "unauthorized")
    assert client(access["base_url"], Authorization=f"Bearer {token}").get("/v1/users").status_code == 200


def test_the_learners_of_one_cannot_sign_in_to_the_other(pair: tuple[Playground, Playground]) -> None:
    one, other = pair
    for world in pair:
        world.lms.post("/v1/users", json=LEADER)
    url = other.made["systems"]["lms"]["base_url"]
    sign_in = {"username": "ada", "password": one.made["learner_password"]}
    problem(client(url).post("/v1/sessions", json=sign_in), 401, "sign-in-refused")
    sign_in["password"] = other.made["learner_password"]
    assert client(url).post("/v1/sessions", json=sign_in).status_code == 201


def test_idempotency_keys_are_each_worlds_own(pair: tuple[Playground, Playground]) -> None:
    one, other = pair
    key = {"Idempotency-Key": '"same"'}
    assert one.lms.post("/v1/users", json=LEADER, headers=key).status_code == 201
    different = {**LEADER, "given_name": "Other"}
    assert other.lms.post("/v1/users", json=different, headers=key).json()["given_name"] == "Other"


def test_a_world_that_is_not_there(server: Server) -> None:
    problem(client(server.shared_url).get("/w/nobody/hris/v1/employees"), 404, "not-found")
    problem(client(server.shared_url).get("/"), 404, "not-found")
    with playground(server, ports="shared") as world:
        problem(client(server.shared_url).get(f"/w/{world.name}/idp/v1/users"), 404, "not-found")
        problem(client(server.shared_url).get(f"/w/{world.name}/lms"), 404, "not-found")
        answer = client(server.shared_url).get(f"/w/{world.name}/lms/v1/users", headers={"Host": "evil.example"})
        problem(answer, 421, "misdirected")


def test_on_the_shared_port_the_journal_has_the_path_within_the_system(server: Server) -> None:
    with playground(server, ports="shared") as world:
        assert world.made["systems"]["hris"]["base_url"] == f"{server.shared_url}/w/{world.name}/hris"
        world.hris.get("/v1/employees/E0000001")
        assert world.rows("exchange")[-1]["data"]["path"] == "/v1/employees/E0000001"


def test_an_ended_world_is_gone_with_its_ports(server: Server) -> None:
    with playground(server) as world:
        url = world.made["systems"]["hris"]["base_url"]
        assert world.control.delete(world.url()).status_code == 204
        problem(world.control.get(world.url()), 404, "not-found")
        problem(world.control.delete(world.url()), 404, "not-found")
        with pytest.raises(OSError, match="refused"):
            _connect(url)


def test_the_name_of_an_ended_world_is_free_again(server: Server) -> None:
    with playground(server, name="phoenix"):
        pass
    with playground(server, name="phoenix") as world:
        assert world.rows()[-1]["data"]["event"] == "created"


def _connect(url: str) -> None:
    import socket

    host, port = url.removeprefix("http://").split(":")
    socket.create_connection((host, int(port)), timeout=5).close()
