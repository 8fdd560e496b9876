"""PyBambooHR, unmodified, pointed at our address: it reads the company as it would read the vendor's."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import requests
from contract.playground import Playground, playground
from PyBambooHR.PyBambooHR import PyBambooHR

from rosterproof_sim.launch import Server, start


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="bamboohr", contract_mode="strict") as made:
        yield made


def bamboo(world: Playground, key: str | None = None) -> Any:
    access = world.made["systems"]["hris"]
    made = PyBambooHR(subdomain="acme", api_key=key or access["api_key"])
    made.base_url = f"{access['base_url']}/api/gateway.php/acme/v1/"
    return made


def test_the_line_that_is_printed_points_it_here(world: Playground) -> None:
    line = next(each["line"] for each in world.made["systems"]["hris"]["clients"] if each["name"] == "PyBambooHR")
    names: dict[str, Any] = {"PyBambooHR": PyBambooHR}
    exec(line, names)  # noqa: S102 - a line of our own, as somebody would paste it
    assert len(names["bamboo"].get_employee_directory()) > 5


def test_it_reads_the_whole_company(world: Playground) -> None:
    people = {row["employee_id"]: row for row in world.state()["hris"]["employees"]}
    report = bamboo(world).request_custom_report(["id", "first_name", "status"], report_format="json")
    assert {f"E{int(row['id']):07d}": row["firstName"] for row in report["employees"]} == {
        key: row["given_name"] for key, row in people.items()
    }
    users = bamboo(world).get_all_employees(field_list=["firstName", "workEmail"])
    assert {row["firstName"] for row in users.values()} <= {row["given_name"] for row in people.values()}
    assert [each["alias"] for each in bamboo(world).get_meta_tables()] == ["jobInfo", "employmentStatus"]
    assert {"firstName", "terminationDate"} <= {each["alias"] for each in bamboo(world).get_meta_fields()}


def test_it_reads_one_person_with_every_field_that_it_knows(world: Playground) -> None:
    row = next(each for each in world.state()["hris"]["employees"] if each["employee_id"] == "E0000001")
    told = bamboo(world).get_employee(1)
    assert (told["id"], told["firstName"], told["workEmail"]) == ("1", row["given_name"], row["email"])
    assert told["jobTitle"] == row["title"]


def test_it_hires_and_changes_somebody(world: Playground) -> None:
    client = bamboo(world)
    made = client.add_employee({"first_name": "Zoë", "last_name": "O'Neil & Sons", "job_title": "nurse"})
    assert client.get_employee(made["id"], ["last_name"])["lastName"] == "O'Neil & Sons"
    assert client.update_employee(made["id"], {"jobTitle": "lead-nurse"})
    assert client.get_employee(made["id"], ["jobTitle"])["jobTitle"] == "lead-nurse"


def test_it_sees_a_change_and_a_leaver(world: Playground) -> None:
    client, since = bamboo(world), datetime(2026, 3, 2, 9, 0, 30)
    world.post("/clock/advance", {"seconds": 60})
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000010", "effective_on": "2026-03-01"})
    assert client.get_employee_changes(since=since)["employees"]["10"]["action"] == "Updated"
    assert list(client.get_employee_changed_table("employmentStatus", since=since)["employees"]) == ["10"]
    assert "10" not in [row["id"] for row in client.get_employee_directory()]
    told = client.get_employee(10, ["status", "terminationDate"])
    assert (told["status"], told["terminationDate"]) == ("Inactive", "2026-03-01")


def test_a_bad_key_is_refused(world: Playground) -> None:
    with pytest.raises(requests.HTTPError) as refused:
        bamboo(world, key="wrong").get_employee_directory()
    assert refused.value.response.status_code == 401
    assert refused.value.response.headers["X-BambooHR-Error-Message"] == "API key not provided or invalid"


def test_a_throttle_says_when_to_come_again_and_lets_in_then(world: Playground) -> None:
    world.arm(kind="throttle", system="hris", operation="getDirectory", retry_after=1, times=1)
    client = bamboo(world)
    with pytest.raises(requests.HTTPError) as refused:
        client.get_employee_directory()
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "1")
    assert client.get_employee_directory()
