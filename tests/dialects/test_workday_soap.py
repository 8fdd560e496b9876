"""The quirks and switches of Workday over SOAP, over real HTTP."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
from contract.playground import Playground, client, playground
from dialects.workday_soap import (
    HR,
    NAMES,
    STAFFING,
    TALENT,
    certifications,
    certify,
    envelope,
    fault,
    one_worker,
    post,
    reference,
    said,
    workers,
)

from rosterproof_sim.launch import Server


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="workday", contract_mode="strict") as made:
        yield made


def switched(world: Playground, **switches: str) -> None:
    answer = world.control.put(world.url("/conduct"), json={"hris": {"switches": switches}})
    assert answer.status_code == 200, answer.text


def ids(response: Element) -> list[str]:
    return [
        each.text or "" for each in response.findall("wd:Response_Data/wd:Worker/wd:Worker_Data/wd:Worker_ID", NAMES)
    ]


def results(response: Element) -> dict[str, str]:
    found = response.find("wd:Response_Results", NAMES)
    assert found is not None
    return {each.tag.partition("}")[2]: each.text or "" for each in found}


def filtered(**parts: str) -> str:
    inner = "".join(f"<bsvc:{name}>{text}</bsvc:{name}>" for name, text in parts.items())
    return f"<bsvc:Response_Filter>{inner}</bsvc:Response_Filter>"


def included(*parts: str) -> str:
    inner = "".join(f"<bsvc:Include_{each}>1</bsvc:Include_{each}>" for each in parts)
    return f"<bsvc:Response_Group>{inner}</bsvc:Response_Group>"


def criteria(inner: str) -> str:
    return f"<bsvc:Request_Criteria>{inner}</bsvc:Request_Criteria>"


def logged(**bounds: str) -> str:
    inner = "".join(f"<bsvc:{name}>{text}</bsvc:{name}>" for name, text in bounds.items())
    inner = f"<bsvc:Transaction_Date_Range_Data>{inner}</bsvc:Transaction_Date_Range_Data>"
    return criteria(f"<bsvc:Transaction_Log_Criteria_Data>{inner}</bsvc:Transaction_Log_Criteria_Data>")


def text_of(response: Element, path: str) -> str | None:
    return response.findtext(f"wd:Response_Data/wd:Worker/{path}", None, NAMES)


def test_faults_are_what_was_recorded(world: Playground) -> None:
    answer = post(world, workers(), password="wrong")
    bad = ("SOAP-ENV:Client.authenticationError", "invalid username or password")
    assert fault(answer) == (500, *bad, [])
    assert "<detail>" not in answer.text
    assert "WWW-Authenticate" not in answer.headers
    assert fault(post(world, workers(), user="connector@other"))[1:3] == bad
    assert fault(post(world, workers(), user="connector"))[1:3] == bad
    status, code, words, errors = fault(post(world, one_worker("NOPE")))
    assert (status, code) == (500, "SOAP-ENV:Client.validationError")
    assert words == (
        "Validation error occurred. Invalid ID value.  'NOPE' is not a valid ID value for type = 'Employee_ID'"
    )
    assert errors == [
        (
            "Invalid ID value. 'NOPE' is not a valid ID value for type = 'Employee_ID'",
            "/bsvc:Get_Workers_Request[1]/bsvc:Request_References[1]/bsvc:Worker_Reference[1]",
        )
    ]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("<", "malformed at line 1"),
        ("", "malformed at line 1"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "A document type is not taken"),
        ("<x/>", "no SOAP 1.1 envelope"),
        (envelope(""), "not exactly one element"),
        (envelope(workers() + workers()), "not exactly one element"),
        (envelope("<bsvc:Fire_Everybody_Request/>"), "invalid for the requested operation"),
    ],
)
def test_what_cannot_be_read_is_a_fault_and_never_a_trace(world: Playground, sent: str, words: str) -> None:
    asked = client(world.made["systems"]["hris"]["base_url"], **{"Content-Type": "text/xml"})
    status, code, said_of_it, _ = fault(asked.post(HR, content=sent))
    assert (status, code) == (500, "SOAP-ENV:Client.validationError")
    assert words in said_of_it


@pytest.mark.parametrize(
    ("sent", "words", "place"),
    [
        (
            workers(filtered(Count="2", Page="1")),
            "Page stands behind Count",
            "/bsvc:Get_Workers_Request[1]/bsvc:Response_Filter[1]",
        ),
        (workers("<bsvc:Response_Filler/>"), "did you mean Response_Filter", "/bsvc:Get_Workers_Request[1]"),
        (workers(filtered(Page="1") * 2), "Response_Filter stands twice", "/bsvc:Get_Workers_Request[1]"),
        (
            workers(filtered(As_Of_Effective_Date="2026-02-30")),
            "'2026-02-30' is not a valid date",
            "/bsvc:Get_Workers_Request[1]/bsvc:Response_Filter[1]/bsvc:As_Of_Effective_Date[1]",
        ),
        ("<bsvc:Get_Workers_Request>x<bsvc:Response_Group><bsvc:Include_Reference>yes</bsvc:Include_Reference>"
         "</bsvc:Response_Group></bsvc:Get_Workers_Request>",
         "'yes' is not a valid boolean",
         "/bsvc:Get_Workers_Request[1]/bsvc:Response_Group[1]/bsvc:Include_Reference[1]"),
        (
            workers('<bsvc:Request_References><bsvc:Worker_Reference><bsvc:ID type="WID">1</bsvc:ID>'
                    "</bsvc:Worker_Reference></bsvc:Request_References>"),
            "the attribute type is unqualified",
            "/bsvc:Get_Workers_Request[1]/bsvc:Request_References[1]/bsvc:Worker_Reference[1]/bsvc:ID[1]",
        ),
    ],
)  # fmt: skip
def test_a_request_is_held_to_the_table(world: Playground, sent: str, words: str, place: str) -> None:
    status, _, _, errors = fault(post(world, sent))
    assert status == 500
    assert any(words in (message or "") and where == place for message, where in errors), errors


def test_a_reference_has_the_wid_first_and_types_with_the_prefix(world: Playground) -> None:
    answer = post(world, one_worker("1"))
    found = said(answer).find("wd:Response_Data/wd:Worker/wd:Worker_Reference", NAMES)
    assert found is not None
    kinds = [each.get(f"{{{NAMES['wd']}}}type") for each in found]
    assert kinds == ["WID", "Employee_ID"]
    assert '<wd:ID wd:type="WID">' in answer.text
    by_wid = said(post(world, one_worker(found[0].text or "", "WID")))
    assert ids(by_wid) == ["1"]


@pytest.mark.parametrize("version", ["v26.1", "v34.0", "v45.1", "v44"])
def test_any_version_is_answered_and_comes_back(world: Playground, version: str) -> None:
    found = said(post(world, workers(), f"/ccx/service/acme/Human_Resources/{version}"))
    assert found.get(f"{{{NAMES['wd']}}}version") == version
    without = said(post(world, '<bsvc:Get_Workers_Request bsvc:version="v34.0"/>', "/ccx/service/acme/Staffing/"))
    assert without.get(f"{{{NAMES['wd']}}}version") == "v34.0"


@pytest.mark.parametrize("path", ["/ccx/service/acme/Human_Resources/44", "/ccx/service/acme/Payroll/v44.2"])
def test_an_unknown_version_or_service_is_a_fault(world: Playground, path: str) -> None:
    status, code, _, _ = fault(post(world, workers(), path))
    assert status in (404, 500)
    assert code.startswith("SOAP-ENV:")


def test_a_wsdl_is_open_and_has_the_address_by_which_it_was_asked_for(world: Playground) -> None:
    base = world.made["systems"]["hris"]["base_url"]
    asked = client(base)
    assert f'location="{base}{TALENT}"' in asked.get(f"{TALENT}?wsdl").text
    behind = asked.get(f"{STAFFING}?wsdl", headers={"Host": "localhost:9", "X-Forwarded-Proto": "https"}).text
    assert f'location="https://localhost:9{STAFFING}"' in behind
    hostile = asked.get(f"{HR}?wsdl", headers={"Host": 'localhost"/><evil'})
    assert "<evil" not in hostile.text
    assert fault(asked.get(HR))[0] == 500


def test_pages_count_from_one_and_keep_their_people(world: Playground) -> None:
    first = said(post(world, workers(filtered(As_Of_Entry_DateTime="2026-03-02T09:00:00Z", Page="1", Count="5"))))
    assert results(first) == {"Total_Results": "12", "Total_Pages": "3", "Page_Results": "5", "Page": "1"}
    world.advance("2026-03-02T10:00:00Z")
    world.hire(given_name="Zed")
    pinned = workers(filtered(As_Of_Entry_DateTime="2026-03-02T09:00:00Z", Page="3", Count="5"))
    assert len(ids(said(post(world, pinned)))) == 2
    now = said(post(world, workers(filtered(Page="3", Count="5"))))
    assert len(ids(now)) == 3
    behind = said(post(world, workers(filtered(Page="9", Count="5"))))
    assert results(behind)["Page_Results"] == "0"
    assert behind.find("wd:Response_Data", NAMES) is None
    assert len(ids(said(post(world, workers())))) == 13
    for wrong in ({"Page": "0"}, {"Count": "1000"}, {"Count": "1.5"}):
        assert fault(post(world, workers(filtered(**wrong))))[1] == "SOAP-ENV:Client.validationError"


def test_somebody_hired_ahead_shows_on_the_day_or_by_the_log(world: Playground) -> None:
    whose = str(int(world.hire(given_name="Ida", effective_on="2026-03-09")[1:]))
    assert whose not in ids(said(post(world, workers())))
    assert whose in ids(said(post(world, workers(filtered(As_Of_Effective_Date="2026-03-09")))))
    window = {"Updated_From": "2026-03-02T08:59:00Z", "Updated_Through": "2026-03-02T09:00:00Z"}
    assert ids(said(post(world, workers(logged(**window))))) == []
    ahead = {**window, "Effective_From": "2026-03-01T00:00:00Z", "Effective_Through": "2026-04-01T00:00:00Z"}
    found = said(post(world, workers(logged(**ahead) + included("Employment_Information", "Transaction_Log_Data"))))
    assert ids(found) == [whose]
    assert text_of(found, "wd:Worker_Data/wd:Employment_Data/wd:Worker_Status_Data/wd:Active") == "0"
    log = "wd:Worker_Data/wd:Transaction_Log_Entry_Data/wd:Transaction_Log_Entry/wd:Transaction_Log_Data"
    assert text_of(found, f"{log}/wd:Transaction_Log_Description") == "Hire Employee"


def test_a_rescinded_hire_is_told(world: Playground) -> None:
    whose = world.hire(given_name="Ida", effective_on="2026-03-09")
    world.post("/changes", {"kind": "hire_rescinded", "employee_id": whose, "effective_on": "2026-03-09"})
    found = said(post(world, one_worker(str(int(whose[1:])))))
    status = "wd:Worker_Data/wd:Employment_Data/wd:Worker_Status_Data"
    assert (text_of(found, f"{status}/wd:Active"), text_of(found, f"{status}/wd:Hire_Rescinded")) == ("0", "1")
    active = criteria("<bsvc:Exclude_Inactive_Workers>true</bsvc:Exclude_Inactive_Workers>")
    assert str(int(whose[1:])) not in ids(said(post(world, workers(active))))


def test_a_contingent_worker_has_an_id_of_its_own_kind(world: Playground) -> None:
    whose = str(int(world.hire(given_name="Tom", worker_type="contractor")[1:]))
    assert ids(said(post(world, one_worker(whose, "Contingent_Worker_ID")))) == [whose]
    assert "is not a valid ID value for type = 'Employee_ID'" in fault(post(world, one_worker(whose)))[2]
    skipping = one_worker(whose).replace(
        "<bsvc:Request_References>", '<bsvc:Request_References bsvc:Skip_Non_Existing_Instances="true">'
    )
    assert ids(said(post(world, skipping))) == []
    only = criteria("<bsvc:Exclude_Employees>1</bsvc:Exclude_Employees>")
    assert whose in ids(said(post(world, workers(only))))
    without = criteria("<bsvc:Exclude_Contingent_Workers>1</bsvc:Exclude_Contingent_Workers>")
    assert whose not in ids(said(post(world, workers(without))))


def test_an_empty_element_says_nothing(world: Playground) -> None:
    assert len(ids(said(post(world, workers("<bsvc:Request_References/><bsvc:Response_Filter/>"))))) == 12
    for nothing in ("<bsvc:Manage_Certifications_Request/>", certifications("").replace("Role_Reference", "Role_Ref")):
        assert "is missing" in "".join(str(each) for each in fault(post(world, nothing, TALENT))[3])
    inner = (
        "<bsvc:Certification_Reference/><bsvc:Certification_Data><bsvc:Certification_ID></bsvc:Certification_ID>"
        "<bsvc:Certification_Name>LIFT-120</bsvc:Certification_Name><bsvc:Certification_Number>C9</bsvc:Certification_Number>"
        "<bsvc:Issued_Date>2026-02-27</bsvc:Issued_Date><bsvc:Expiration_Date></bsvc:Expiration_Date>"
        "</bsvc:Certification_Data>"
    )
    said(post(world, certifications(inner), TALENT))
    record = world.state()["hris"]["training_records"][-1]
    assert (record["course"], record["expires_on"]) == ("LIFT-120", None)


HOSTILE = 'Zoë </wd:First_Name><x> & "quoted" ]]> \'; DROP TABLE\r\n\t=1+1 \u202e 你好 \U0001f600'


def test_hostile_names_come_back_byte_for_byte(world: Playground) -> None:
    whose = str(int(world.hire(given_name=HOSTILE, family_name="a\x01b\x0b\ufffec")[1:]))
    found = said(post(world, one_worker(whose, more=included("Reference", "Personal_Information"))))
    name = "wd:Worker_Data/wd:Personal_Data/wd:Name_Data/wd:Legal_Name_Data/wd:Name_Detail_Data"
    assert text_of(found, f"{name}/wd:First_Name") == HOSTILE
    # What XML 1.0 has no way to write is left out.
    assert text_of(found, f"{name}/wd:Last_Name") == "abc"
    detail = found.find(f"wd:Response_Data/wd:Worker/{name}", NAMES)
    assert detail is not None
    assert detail.get(f"{{{NAMES['wd']}}}Formatted_Name") == f"{HOSTILE} abc"


def certified(world: Playground, whose: str = "1") -> list[dict[str, str | None]]:
    found = said(post(world, one_worker(whose, more=included("Qualifications"))))
    rows = found.findall("wd:Response_Data/wd:Worker/wd:Worker_Data/wd:Qualification_Data/wd:Certification", NAMES)
    wanted = ("Certification_ID", "Certification_Name", "Certification_Number", "Issued_Date", "Expiration_Date")
    wanted += ("Examination_Score",)
    return [{name: each.findtext(f"wd:Certification_Data/wd:{name}", None, NAMES) for name in wanted} for each in rows]


def test_a_certification_waits_unless_it_is_completed_at_once(world: Playground) -> None:
    answer = said(post(world, certify("C0000001", how=""), TALENT))
    assert answer.find("wd:Event_Reference/wd:ID", NAMES) is not None
    assert certified(world) == []
    row = world.rows("exchange", operation="Manage_Certifications")[-1]["data"]
    assert [each["operation"] for each in row["means"]] == ["createTrainingRecord"]
    said(post(world, certify("C0000001"), TALENT))
    assert certified(world) == [
        {
            "Certification_ID": "T0000001",
            "Certification_Name": "FIRE-101",
            "Certification_Number": "C0000001",
            "Issued_Date": "2026-02-27",
            "Expiration_Date": "2028-02-27",
            "Examination_Score": "92",
        }
    ]
    switched(world, certification_approval="none")
    said(post(world, certify("C0000002", how=""), TALENT))
    assert [each["Certification_Number"] for each in certified(world)] == ["C0000001", "C0000002"]


def test_a_certification_is_changed_and_taken_out_where_it_is_referred_to(world: Playground) -> None:
    said(post(world, certify("C0000001"), TALENT))
    held = reference("Certification_Reference", "Certification_Skill_ID", "T0000001")
    later = "<bsvc:Certification_Data><bsvc:Issued_Date>2026-03-01</bsvc:Issued_Date></bsvc:Certification_Data>"
    said(post(world, certifications(held + later), TALENT))
    assert [(each["Certification_Name"], each["Issued_Date"]) for each in certified(world)] == [
        ("FIRE-101", "2026-03-01")
    ]
    gone = "<bsvc:Certification_Data><bsvc:Remove_Certification>1</bsvc:Remove_Certification></bsvc:Certification_Data>"
    assert fault(post(world, certifications(gone), TALENT))[0] == 500
    said(post(world, certifications(held + gone), TALENT))
    assert certified(world) == []
    assert "'T0000001' is not a valid ID value" in fault(post(world, certifications(held + gone), TALENT))[2]


def test_a_certification_of_the_catalog_is_referred_to_and_any_other_named(world: Playground) -> None:
    inner = "<bsvc:Certification_Data>{}</bsvc:Certification_Data>"
    known = reference("Certification_Reference", "Certification_ID", "PSM-200")
    said(post(world, certifications(inner.format(known)), TALENT))
    assert [each["Certification_Name"] for each in certified(world)] == ["PSM-200"]
    unknown = reference("Certification_Reference", "Certification_ID", "NONE-1")
    assert (
        "'NONE-1' is not a valid ID value for type = 'Certification_ID'"
        in fault(post(world, certifications(inner.format(unknown)), TALENT))[2]
    )
    assert fault(post(world, certifications(inner.format("")), TALENT))[0] == 500
    assert fault(post(world, certify("C1", whose="999"), TALENT))[3][0][1] == (
        "/bsvc:Manage_Certifications_Request[1]/bsvc:Manage_Certifications_Data[1]/bsvc:Role_Reference[1]"
    )
    assert len(world.state()["hris"]["training_records"]) == 1


def test_moments_to_come_are_refused_or_taken_by_switch(world: Playground) -> None:
    pinned = workers(filtered(As_Of_Entry_DateTime="2030-01-01T00:00:00Z"))
    window = {"Updated_From": "2026-03-01T00:00:00Z", "Updated_Through": "2030-01-01T00:00:00Z"}
    for sent in (pinned, workers(logged(**window))):
        assert "is in the future" in fault(post(world, sent))[2]
    switched(world, soap_future_bounds="taken")
    whose = str(int(world.hire()[1:]))
    assert len(ids(said(post(world, pinned)))) == 13
    assert ids(said(post(world, workers(logged(**window))))) == [whose]


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"Updated_From": "2026-01-01T00:00:00Z"}, "are needed both"),
        (
            {"Updated_From": "2026-02-01T00:00:00Z", "Updated_Through": "2026-01-01T00:00:00Z"},
            "Updated_From is after Updated_Through",
        ),
        ({"Effective_Through": "2026-01-01T00:00:00Z"}, "are needed both"),
    ],
)
def test_windows_of_the_log_have_two_ends(world: Playground, bounds: dict[str, str], words: str) -> None:
    assert words in fault(post(world, workers(logged(**bounds))))[2]


def test_pages_of_nothing_by_switch(world: Playground) -> None:
    nobody = workers(criteria(reference("Country_Reference", "ISO_3166-1_Alpha-2_Code", "XX")))
    found = said(post(world, nobody))
    assert results(found) == {"Total_Results": "0", "Total_Pages": "0", "Page_Results": "0", "Page": "1"}
    assert found.find("wd:Response_Data", NAMES) is None
    switched(world, soap_pages_of_nothing="1")
    assert results(said(post(world, nobody)))["Total_Pages"] == "1"


def test_a_throttle_is_a_fault_or_empty_by_switch(world: Playground) -> None:
    world.arm(kind="throttle", system="hris", operation="Get_Workers", retry_after=7, times=1)
    answer = post(world, workers())
    assert (fault(answer)[:2], answer.headers["Retry-After"]) == ((429, "SOAP-ENV:Server.processingError"), "7")
    said(post(world, workers()))
    switched(world, soap_throttle="empty")
    world.arm(kind="throttle", system="hris", operation="listEmployees", retry_after=7, times=1)
    answer = post(world, workers(filtered(Page="1")))
    assert (answer.status_code, answer.content, answer.headers["Retry-After"]) == (429, b"", "7")


def test_workers_are_found_by_where_they_are(world: Playground) -> None:
    people = [each for each in world.state()["hris"]["employees"] if each["status"] != "pre_hire"]
    one = next(each for each in people if each["department"] and each["legal_entity"])
    for kind, name, value in (
        ("Organization_Reference_ID", "department", one["department"]),
        ("Company_Reference_ID", "legal_entity", one["legal_entity"]),
    ):
        found = ids(said(post(world, workers(criteria(reference("Organization_Reference", kind, value))))))
        assert found == [str(int(each["employee_id"][1:])) for each in people if each[name] == value]
    there = workers(criteria(reference("Country_Reference", "ISO_3166-1_Alpha-2_Code", one["country"])))
    assert str(int(one["employee_id"][1:])) in ids(said(post(world, there)))
    post_held = workers(criteria(reference("Position_Reference", "Position_ID", "P-00001-1")))
    assert ids(said(post(world, post_held))) == ["1"]
    unknown = workers(criteria(reference("Organization_Reference", "Organization_Reference_ID", "NONE")))
    assert "is not a valid ID value for type = 'Organization_Reference_ID'" in fault(post(world, unknown))[2]
    unkept = workers(criteria("<bsvc:Benefit_Plan_Reference/>" + reference("Benefit_Plan_Reference", "WID", "1")))
    assert "Benefit_Plan_Reference cannot be searched by" in fault(post(world, unkept))[2]


def test_a_manager_is_the_last_of_the_chain_and_the_first_is_at_the_top(world: Playground) -> None:
    whose = world.hire(manager_id=world.hire(manager_id="E0000002"))
    people = {each["employee_id"]: each for each in world.state()["hris"]["employees"]}
    found = said(post(world, one_worker(str(int(whose[1:])), more=included("Management_Chain_Data"))))
    chain = (
        "wd:Worker_Data/wd:Management_Chain_Data/wd:Worker_Supervisory_Management_Chain_Data/wd:Management_Chain_Data"
    )
    above = [
        each.findall("wd:Manager_Reference/wd:ID", NAMES)[1].text
        for each in found.findall(f"wd:Response_Data/wd:Worker/{chain}", NAMES)
    ]
    expected: list[str] = []
    manager = people[whose]["manager_id"]
    while manager:
        expected.insert(0, str(int(manager[1:])))
        manager = people[manager]["manager_id"]
    assert len(above) > 1
    assert above == expected


def test_what_workers_refer_to_is_listed(world: Playground) -> None:
    organizations = said(post(world, "<bsvc:Get_Organizations_Request/>"))
    kinds = organizations.findall(
        "wd:Response_Data/wd:Organization/wd:Organization_Data/wd:Organization_Type_Reference/wd:ID", NAMES
    )
    assert {each.text for each in kinds[1::2]} == {"SUPERVISORY", "COMPANY"}
    only = criteria(reference("Organization_Type_Reference", "Organization_Type_ID", "COST_CENTER"))
    none = said(post(world, f"<bsvc:Get_Organizations_Request>{only}</bsvc:Get_Organizations_Request>"))
    assert results(none)["Total_Results"] == "0"
    places = said(post(world, "<bsvc:Get_Locations_Request/>"))
    zones = places.findall("wd:Response_Data/wd:Location/wd:Location_Data/wd:Time_Zone_Reference/wd:ID", NAMES)
    assert all("/" in (each.text or "") for each in zones[1::2])
    assert zones
    wanted = (
        f"<bsvc:Request_References>{reference('Location_Reference', 'Location_ID', 'NONE')}</bsvc:Request_References>"
    )
    asked = f"<bsvc:Get_Locations_Request>{wanted}</bsvc:Get_Locations_Request>"
    assert "'NONE' is not a valid ID value for type = 'Location_ID'" in fault(post(world, asked))[2]
    profiles = said(post(world, "<bsvc:Get_Job_Profiles_Request/>"))
    assert profiles.find("wd:Response_Data/wd:Job_Profile/wd:Job_Profile_Data/wd:Job_Code", NAMES) is not None
    clock = said(post(world, "<bsvc:Server_Timestamp_Get/>"))
    assert clock.findtext("wd:Server_Timestamp_Data", None, NAMES) == "2026-03-02T09:00:00.000Z"


def test_nonce_and_timestamp_and_the_type_of_the_password_are_ignored(world: Playground) -> None:
    secret = world.made["systems"]["hris"]["client_secret"]
    sent = envelope(workers(), "connector@acme", secret).replace(
        "</wsse:UsernameToken>",
        "<wsse:Nonce>bm9uY2U=</wsse:Nonce></wsse:UsernameToken>"
        '<wsu:Timestamp xmlns:wsu="urn:u"><wsu:Created>2020-01-01T00:00:00Z</wsu:Created></wsu:Timestamp>',
    )
    sent = sent.replace("<wsse:Password>", '<wsse:Password Type="urn:broken\nover lines#PasswordText">')
    asked = client(world.made["systems"]["hris"]["base_url"], **{"Content-Type": "application/xml"})
    said(asked.post(HR, content=sent))
    assert fault(asked.post(HR, content=envelope(workers())))[1] == "SOAP-ENV:Client.authenticationError"


def test_the_journal_keeps_no_password(world: Playground) -> None:
    said(post(world, workers()))
    journal = world.control.get(world.url("/journal"), params={"limit": 5000}).text
    assert world.made["systems"]["hris"]["client_secret"] not in journal


def test_a_bearer_token_opens_a_service_as_well(world: Playground) -> None:
    tenant = world.server._house.find(world.name).tenants["hris"]
    token = tenant.issue_token(frozenset())
    asked = client(world.made["systems"]["hris"]["base_url"], **{"Content-Type": "text/xml"})
    said(asked.post(HR, content=envelope(workers()), headers={"Authorization": f"Bearer {token}"}))
    answer = asked.post(HR, content=envelope(workers()), headers={"Authorization": "Bearer other"})
    assert fault(answer)[1] == "SOAP-ENV:Client.authenticationError"


def test_words_of_the_schema_are_a_message_and_a_place(world: Playground) -> None:
    _, _, words, errors = fault(post(world, workers("<bsvc:Response_Filler/>")))
    assert words == "Validation error occurred. Response_Filler is unknown here; did you mean Response_Filter"
    assert errors == [(words.partition("occurred. ")[2], "/bsvc:Get_Workers_Request[1]")]


def test_both_spellings_of_an_address_are_one_port(server: Server) -> None:
    with playground(server, hris="workday", ports="shared") as shared:
        base = shared.made["systems"]["hris"]["base_url"]
        assert f"/w/{shared.name}/hris" in base
        assert f'location="{base}{HR}"' in client(base).get(f"{HR}?wsdl").text
        said(post(shared, workers()))
