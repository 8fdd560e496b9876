"""The PyPI package `workday`, unmodified, pointed at our address."""

from collections.abc import Iterator
from typing import Any

import pytest
import workday
from contract.playground import Playground, playground
from workday.auth import WsSecurityCredentialAuthentication
from workday.exceptions import WorkdaySoapApiError

from rosterproof_sim.launch import Server, start


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="workday", contract_mode="strict") as made:
        yield made


def client(world: Playground, password: str | None = None) -> Any:
    access = world.made["systems"]["hris"]
    services = {"hr": "Human_Resources", "talent": "Talent"}
    wsdls = {name: f"{access['base_url']}/ccx/service/acme/{each}/v40.1" for name, each in services.items()}
    user = WsSecurityCredentialAuthentication("connector@acme", password or access["client_secret"])
    return workday.WorkdayClient(wsdls=wsdls, authentication=user)


def employee(number: str) -> dict[str, Any]:
    return {"Worker_Reference": [{"ID": [{"type": "Employee_ID", "_value_1": number}]}]}


def test_the_line_that_is_printed_points_it_here(world: Playground) -> None:
    line = next(each["line"] for each in world.made["systems"]["hris"]["clients"] if each["name"] == "workday")
    names: dict[str, Any] = {"workday": workday}
    exec(line, names)  # noqa: S102 - a line of our own, as somebody would paste it
    assert names["client"].hr.Get_Workers().total_results > 5


def test_it_turns_the_pages_of_the_whole_company(world: Playground) -> None:
    first = client(world).hr.Get_Workers(Response_Filter={"Page": 1, "Count": 5})
    numbers = [each.Worker_Data.Worker_ID for each in first.data["Worker"]]
    # It turns its own pages, and stands on the last one then.
    for page in first:
        numbers += [each.Worker_Data.Worker_ID for each in page.data["Worker"]]
    assert numbers == [str(int(row["employee_id"][1:])) for row in world.state()["hris"]["employees"]]
    assert first.page == first.total_pages == 3


def test_it_reads_one_person_a_change_and_a_leaver(world: Playground) -> None:
    hr = client(world).hr
    world.post("/clock/advance", {"seconds": 60})
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000008", "effective_on": "2026-03-01"})
    one = hr.Get_Workers(Request_References=employee("8")).data["Worker"][0]
    assert one.Worker_Data.Employment_Data.Worker_Status_Data.Terminated
    window = {"Updated_From": "2026-03-02T09:00:30Z", "Updated_Through": "2026-03-02T09:01:00Z"}
    log = [{"Transaction_Date_Range_Data": window}]
    changed = hr.Get_Workers(Request_Criteria={"Transaction_Log_Criteria_Data": log})
    assert [each.Worker_Data.Worker_ID for each in changed.data["Worker"]] == ["8"]


def test_it_writes_a_completion_back_and_reads_it(world: Playground) -> None:
    data = {"Certification_Name": "FIRE-101", "Certification_Number": "C0000012", "Issued_Date": "2026-02-27"}
    client(world).talent._client.service.Manage_Certifications(
        Business_Process_Parameters={"Auto_Complete": True},
        Manage_Certifications_Data={
            "Role_Reference": employee("3")["Worker_Reference"][0],
            "Certification": [{"Certification_Data": [data]}],
        },
    )
    read = client(world).hr.Get_Workers(
        Request_References=employee("3"), Response_Group={"Include_Qualifications": True}
    )
    held = read.data["Worker"][0].Worker_Data.Qualification_Data.Certification
    assert [each.Certification_Data[0].Certification_Number for each in held] == ["C0000012"]


def test_a_bad_password_is_refused(world: Playground) -> None:
    with pytest.raises(WorkdaySoapApiError) as refused:
        client(world, password="wrong").hr.Get_Workers()
    assert refused.value.message == "invalid username or password"


def test_a_throttle_is_seen_and_lets_in_afterwards(world: Playground) -> None:
    hr = client(world).hr
    world.arm(kind="throttle", system="hris", operation="Get_Workers", retry_after=1, times=1)
    with pytest.raises(WorkdaySoapApiError) as refused:
        hr.Get_Workers()
    assert "Too many requests" in refused.value.message
    assert hr.Get_Workers().total_results > 5
