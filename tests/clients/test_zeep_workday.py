"""zeep, unmodified, pointed at our WSDL: it reads the company and writes a completion back."""

from collections.abc import Iterator
from typing import Any

import pytest
import zeep
from contract.playground import Playground, playground
from zeep.exceptions import Fault
from zeep.wsse.username import UsernameToken

from rosterproof_sim.launch import Server, start


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="workday", contract_mode="strict") as made:
        yield made


def service(world: Playground, name: str = "Human_Resources", password: str | None = None) -> Any:
    access = world.made["systems"]["hris"]
    user = UsernameToken("connector@acme", password or access["client_secret"])
    address = f"{access['base_url']}/ccx/service/acme/{name}/v44.2"
    return zeep.Client(f"{address}?wsdl", wsse=user).service


def employee(number: str) -> dict[str, Any]:
    return {"ID": [{"type": "Employee_ID", "_value_1": number}]}


def everybody(hr: Any, **asked: Any) -> list[Any]:
    """All pages, as clients turn them: until the page is the last that the answer tells of."""
    found, page = [], 1
    while True:
        answer = hr.Get_Workers(Response_Filter={"Page": page, "Count": 5}, **asked)
        found += answer.Response_Data.Worker if answer.Response_Data else []
        if answer.Response_Results.Page >= answer.Response_Results.Total_Pages:
            return found
        page += 1


def numbers(found: list[Any]) -> list[str]:
    return [each.Worker_Data.Worker_ID for each in found]


def test_the_line_that_is_printed_points_it_here(world: Playground) -> None:
    line = next(each["line"] for each in world.made["systems"]["hris"]["clients"] if each["name"] == "zeep")
    names: dict[str, Any] = {"zeep": zeep}
    exec(line, names)  # noqa: S102 - a line of our own, as somebody would paste it
    assert names["client"].service.Get_Workers().Response_Results.Total_Results > 5


def test_it_reads_the_whole_company_by_pages(world: Playground) -> None:
    people = {row["employee_id"]: row for row in world.state()["hris"]["employees"]}
    found = everybody(service(world))
    assert numbers(found) == [str(int(key[1:])) for key in people]
    for each in found:
        row = people[f"E{int(each.Worker_Data.Worker_ID):07d}"]
        name = each.Worker_Data.Personal_Data.Name_Data.Legal_Name_Data.Name_Detail_Data
        job = each.Worker_Data.Employment_Data.Worker_Job_Data[0].Position_Data
        assert (name.First_Name, name.Last_Name) == (row["given_name"], row["family_name"])
        assert job.Job_Profile_Summary_Data.Job_Profile_Reference.ID[1]._value_1 == row["title"]
        assert job.Business_Site_Summary_Data.Location_Reference.ID[1]._value_1 == row["location"]
        assert each.Worker_Data.Employment_Data.Worker_Status_Data.Hire_Date.isoformat() == row["hire_date"]


def test_it_reads_one_person_with_all_that_is_told(world: Playground) -> None:
    whose = world.hire(
        given_name="Zoë <b>", family_name="O'Neil & Sons", email="zoe@example.com", manager_id="E0000001"
    )
    flags = ("Reference", "Personal_Information", "Employment_Information", "Organizations", "Management_Chain_Data")
    one = service(world).Get_Workers(
        Request_References={"Worker_Reference": [employee(str(int(whose[1:])))]},
        Response_Group={f"Include_{each}": True for each in flags},
    )
    worker = one.Response_Data.Worker[0].Worker_Data
    name = worker.Personal_Data.Name_Data.Preferred_Name_Data.Name_Detail_Data
    assert (name.First_Name, name.Last_Name) == ("Zoë <b>", "O'Neil & Sons")
    email = worker.Personal_Data.Contact_Data.Email_Address_Data[0]
    usage = email.Usage_Data[0].Type_Data[0]
    assert (email.Email_Address, usage.Primary, usage.Type_Reference.ID[1]._value_1) == (
        "zoe@example.com",
        True,
        "WORK",
    )
    chain = worker.Management_Chain_Data.Worker_Supervisory_Management_Chain_Data.Management_Chain_Data
    assert chain[-1].Manager_Reference[0].ID[1]._value_1 == "1"


def test_it_sees_a_change_by_the_transaction_log(world: Playground) -> None:
    hr = service(world)
    before = hr.Get_Server_Timestamp()
    world.post("/clock/advance", {"seconds": 60})
    renamed = {"kind": "renamed", "given_name": "New", "family_name": "Name", "effective_on": "2026-03-02"}
    world.post("/changes", {"employee_id": "E0000003", **renamed})
    now = hr.Get_Server_Timestamp()
    window = {"Updated_From": before.Server_Timestamp_Data[0], "Updated_Through": now.Server_Timestamp_Data[0]}
    changed = hr.Get_Workers(
        Request_Criteria={"Transaction_Log_Criteria_Data": [{"Transaction_Date_Range_Data": window}]},
        Response_Group={"Include_Reference": True, "Include_Transaction_Log_Data": True},
    )
    assert numbers(changed.Response_Data.Worker) == ["3"]
    entry = changed.Response_Data.Worker[0].Worker_Data.Transaction_Log_Entry_Data.Transaction_Log_Entry[0]
    assert entry.Transaction_Log_Data.Transaction_Log_Description == "Legal Name Change"


def test_it_sees_a_leaver_and_the_day_before(world: Playground) -> None:
    hr = service(world)
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000008", "effective_on": "2026-03-01"})
    gone = {str(int(row["employee_id"][1:])): row for row in world.state()["hris"]["employees"] if row["last_day"]}
    assert "8" in gone
    status = {each.Worker_Data.Worker_ID: each.Worker_Data.Employment_Data.Worker_Status_Data for each in everybody(hr)}
    assert {key for key, each in status.items() if each.Terminated} == set(gone)
    assert status["8"].Termination_Date.isoformat() == "2026-03-01"
    active = numbers(everybody(hr, Request_Criteria={"Exclude_Inactive_Workers": True}))
    assert set(active) == set(status) - set(gone)
    then = hr.Get_Workers(
        Request_References={"Worker_Reference": [employee("8")]},
        Response_Filter={"As_Of_Effective_Date": "2026-02-27"},
    )
    assert then.Response_Data.Worker[0].Worker_Data.Employment_Data.Worker_Status_Data.Active


def test_it_writes_a_completion_back_and_reads_it(world: Playground) -> None:
    data = {
        "Certification_Name": "FIRE-101",
        "Certification_Number": "C0000012",
        "Issued_Date": "2026-02-27",
        "Expiration_Date": "2028-02-27",
        "Examination_Score": "92",
    }
    done = service(world, "Talent").Manage_Certifications(
        Business_Process_Parameters={"Auto_Complete": True, "Run_Now": True},
        Manage_Certifications_Data={
            "Role_Reference": employee("3"),
            "Certification": [{"Certification_Data": [data]}],
        },
    )
    assert len(done.Event_Reference.ID[0]._value_1) == 32
    read = service(world, "Staffing").Get_Workers(
        Request_References={"Worker_Reference": [employee("3")]}, Response_Group={"Include_Qualifications": True}
    )
    held = read.Response_Data.Worker[0].Worker_Data.Qualification_Data.Certification
    told = held[0].Certification_Data[0]
    assert (len(held), told.Certification_Number, told.Issued_Date.isoformat()) == (1, "C0000012", "2026-02-27")
    record = world.state()["hris"]["training_records"][0]
    assert (record["employee_id"], record["course"], record["source_id"]) == ("E0000003", "FIRE-101", "C0000012")
    assert (record["completed_at"], record["score"], record["expires_on"]) == ("2026-02-27T00:00:00Z", 92, "2028-02-27")


def test_a_bad_password_is_refused(world: Playground) -> None:
    with pytest.raises(Fault) as refused:
        service(world, password="wrong").Get_Workers()
    assert (refused.value.code, refused.value.message) == (
        "SOAP-ENV:Client.authenticationError",
        "invalid username or password",
    )
    assert refused.value.detail is None


def test_an_id_of_nobody_is_refused_with_its_place(world: Playground) -> None:
    with pytest.raises(Fault) as refused:
        service(world).Get_Workers(Request_References={"Worker_Reference": [employee("NOPE")]})
    assert refused.value.code == "SOAP-ENV:Client.validationError"
    place = refused.value.detail.findtext(".//{urn:com.workday/bsvc}Xpath")
    assert place == "/bsvc:Get_Workers_Request[1]/bsvc:Request_References[1]/bsvc:Worker_Reference[1]"


def test_a_throttle_is_seen_and_lets_in_afterwards(world: Playground) -> None:
    hr = service(world)
    world.arm(kind="throttle", system="hris", operation="Get_Workers", retry_after=1, times=1)
    with pytest.raises(Fault, match="Too many requests"):
        hr.Get_Workers()
    assert hr.Get_Workers().Response_Results.Total_Results > 5
    row = next(each["data"] for each in world.rows("exchange", operation="Get_Workers") if each["data"]["faults"])
    assert row["status"] == 429
