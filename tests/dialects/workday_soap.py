"""The proofs of the SOAP wires of Workday."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import httpx2
from contract.playground import Playground, client
from defusedxml.ElementTree import fromstring
from hypothesis import strategies as st

from rosterproof_sim.dialect.contract.wsdl import grammar
from rosterproof_sim.dialect.contract.wsdl.writing import message
from rosterproof_sim.dialects.hris.workday.soap import certification
from rosterproof_sim.dialects.hris.workday.soap.service import service_of

NAMESPACE = "urn:com.workday/bsvc"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
HR, TALENT, STAFFING = (f"/ccx/service/acme/{name}/v44.2" for name in ("Human_Resources", "Talent", "Staffing"))
NAMES = {"env": SOAP, "wd": NAMESPACE}
_QUIRKS = "dialects/test_workday_soap.py::"


def envelope(body: str, user: str | None = None, password: str = "", header: str = "") -> str:
    """An envelope as clients write it; `bsvc` is the prefix that the vendor's examples have."""
    token = ""
    if user is not None:
        token = (
            f'<wsse:Security xmlns:wsse="{WSSE}"><wsse:UsernameToken><wsse:Username>{escape(user)}</wsse:Username>'
            f"<wsse:Password>{escape(password)}</wsse:Password></wsse:UsernameToken></wsse:Security>"
        )
    return (
        f'<e:Envelope xmlns:e="{SOAP}" xmlns:bsvc="{NAMESPACE}">'
        f"<e:Header>{token}{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>"
    )


def post(
    world: Playground, body: str, path: str = HR, *, user: str = "connector@acme", password: str | None = None
) -> httpx2.Response:
    access = world.made["systems"]["hris"]
    secret = access["client_secret"] if password is None else password
    headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
    return client(access["base_url"], **headers).post(path, content=envelope(body, user, secret))


def said(answer: httpx2.Response) -> Element:
    """The response element of an answer."""
    assert answer.status_code == 200, answer.text
    root: Element = fromstring(answer.content)
    found = root.find("env:Body", NAMES)
    assert found is not None
    return found[0]


def fault(answer: httpx2.Response) -> tuple[int, str, str, list[tuple[str | None, str | None]]]:
    """Status, code, words, and the message and place of each error of a fault."""
    assert "Traceback" not in answer.text
    root: Element = fromstring(answer.content)
    found = root.find("env:Body/env:Fault", NAMES)
    assert found is not None, answer.text
    errors = [
        (each.findtext("wd:Message", None, NAMES), each.findtext("wd:Xpath", None, NAMES))
        for each in found.findall("detail/wd:Validation_Fault/wd:Validation_Error", NAMES)
    ]
    return answer.status_code, found.findtext("faultcode") or "", found.findtext("faultstring") or "", errors


def reference(name: str, kind: str, text: str) -> str:
    return f'<bsvc:{name}><bsvc:ID bsvc:type="{kind}">{escape(text)}</bsvc:ID></bsvc:{name}>'


def workers(parts: str = "") -> str:
    return f"<bsvc:Get_Workers_Request>{parts}</bsvc:Get_Workers_Request>"


def one_worker(text: str, kind: str = "Employee_ID", more: str = "") -> str:
    wanted = f"<bsvc:Request_References>{reference('Worker_Reference', kind, text)}</bsvc:Request_References>"
    return workers(wanted + more)


def certify(
    number: str, *, course: str = "FIRE-101", whose: str = "1", how: str = "<bsvc:Auto_Complete>1</bsvc:Auto_Complete>"
) -> str:
    data = (
        f"<bsvc:Certification_Name>{escape(course)}</bsvc:Certification_Name>"
        f"<bsvc:Certification_Number>{escape(number)}</bsvc:Certification_Number>"
        "<bsvc:Issued_Date>2026-02-27</bsvc:Issued_Date><bsvc:Expiration_Date>2028-02-27</bsvc:Expiration_Date>"
        "<bsvc:Examination_Score>92</bsvc:Examination_Score>"
    )
    return certifications(f"<bsvc:Certification_Data>{data}</bsvc:Certification_Data>", whose=whose, how=how)


def certifications(inner: str, *, whose: str = "1", how: str = "<bsvc:Auto_Complete>1</bsvc:Auto_Complete>") -> str:
    return (
        "<bsvc:Manage_Certifications_Request>"
        f"<bsvc:Business_Process_Parameters>{how}</bsvc:Business_Process_Parameters>"
        f"<bsvc:Manage_Certifications_Data>{reference('Role_Reference', 'Employee_ID', whose)}"
        f"<bsvc:Certification>{inner}</bsvc:Certification></bsvc:Manage_Certifications_Data>"
        "</bsvc:Manage_Certifications_Request>"
    )


def play_a_past(world: Playground) -> None:
    """A certification, and somebody who has left."""
    assert post(world, certify("C0000001"), TALENT).status_code == 200
    world.post("/changes", {"kind": "terminated", "employee_id": "E0000010", "effective_on": "2026-02-27"})


def _ask(body: str, path: str = HR) -> Callable[[Playground], httpx2.Response]:
    return lambda world: post(world, body, path)


def _shown(path: str) -> Callable[[Playground], httpx2.Response]:
    return lambda world: client(world.made["systems"]["hris"]["base_url"]).get(f"{path}?wsdl")


_ALL_OF_IT = (
    "<bsvc:Request_Criteria><bsvc:Transaction_Log_Criteria_Data><bsvc:Transaction_Date_Range_Data>"
    "<bsvc:Updated_From>2001-01-01T00:00:00Z</bsvc:Updated_From>"
    "<bsvc:Updated_Through>2026-03-02T09:00:00Z</bsvc:Updated_Through>"
    "</bsvc:Transaction_Date_Range_Data></bsvc:Transaction_Log_Criteria_Data></bsvc:Request_Criteria>"
    "<bsvc:Response_Filter><bsvc:Page>1</bsvc:Page><bsvc:Count>5</bsvc:Count></bsvc:Response_Filter>"
    "<bsvc:Response_Group>"
    + "".join(
        f"<bsvc:Include_{each}>true</bsvc:Include_{each}>"
        for each in (
            "Reference",
            "Personal_Information",
            "Additional_Jobs",
            "Employment_Information",
            "Organizations",
            "Management_Chain_Data",
            "Qualifications",
            "Transaction_Log_Data",
            "User_Account",
        )
    )
    + "</bsvc:Response_Group>"
)
_STAFFED = {
    "describe": _shown(STAFFING),
    "Get_Workers": _ask(workers(), STAFFING),
    "Get_Organizations": _ask("<bsvc:Get_Organizations_Request/>", STAFFING),
}
CONVERSATIONS: dict[str, dict[str, Callable[[Playground], httpx2.Response]]] = {
    "hris/workday-human-resources.wsdl": {
        "describe": _shown(HR),
        "Get_Workers": _ask(workers(_ALL_OF_IT)),
        "Get_Organizations": _ask("<bsvc:Get_Organizations_Request/>"),
        "Get_Locations": _ask("<bsvc:Get_Locations_Request/>"),
        "Get_Job_Profiles": _ask("<bsvc:Get_Job_Profiles_Request/>"),
        "Get_Server_Timestamp": _ask("<bsvc:Server_Timestamp_Get/>"),
    },
    "hris/workday-talent.wsdl": {
        "describe": _shown(TALENT),
        "Manage_Certifications": _ask(certify("C0000002"), TALENT),
    },
    "hris/workday-staffing.wsdl": _STAFFED,
}


def _written(name: str) -> str:
    """A name as it goes over the wire: in an attribute, and in an element."""
    detail = {"@Formatted_Name": name, "First_Name": name}
    return message(service_of("Staffing"), "Name_Detail_Data", "Person_Name_Detail_DataType", detail)


def _read(text: str) -> str:
    found: Element = fromstring(text.encode())
    attribute, inside = found.get(f"{{{NAMESPACE}}}Formatted_Name"), found.findtext("wd:First_Name", "", NAMES)
    assert attribute == inside
    return str(inside)


#: Every character that XML 1.0 can carry.
_NAMES = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff").filter(
        lambda each: each >= " " or each in "\t\n\r"
    )
)

ROUND_TRIPS: dict[str, tuple[Any, Any, Any]] = {
    "a name over SOAP": (_NAMES, _written, _read),
    "a day of completion over SOAP": (
        st.dates(min_value=date(1000, 1, 1)).map(lambda day: certification.completed_from_wire(day.isoformat())),
        certification.completed_to_wire,
        certification.completed_from_wire,
    ),
    "an instant over SOAP": (
        st.datetimes(min_value=datetime(1000, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)).map(
            lambda instant: instant.replace(microsecond=0)
        ),
        grammar.written,
        grammar.instant,
    ),
}

PROOFS = {
    "a SOAP fault": f"{_QUIRKS}test_faults_are_what_was_recorded",
    "an ID in SOAP": f"{_QUIRKS}test_a_reference_has_the_wid_first_and_types_with_the_prefix",
    "the version of a service": f"{_QUIRKS}test_any_version_is_answered_and_comes_back",
    "a WSDL": f"{_QUIRKS}test_a_wsdl_is_open_and_has_the_address_by_which_it_was_asked_for",
    "a page of workers": f"{_QUIRKS}test_pages_count_from_one_and_keep_their_people",
    "somebody hired ahead": f"{_QUIRKS}test_somebody_hired_ahead_shows_on_the_day_or_by_the_log",
    "a rescinded hire": f"{_QUIRKS}test_a_rescinded_hire_is_told",
    "a contingent worker": f"{_QUIRKS}test_a_contingent_worker_has_an_id_of_its_own_kind",
    "an empty element": f"{_QUIRKS}test_an_empty_element_says_nothing",
    "a control character": f"{_QUIRKS}test_hostile_names_come_back_byte_for_byte",
    "a certification": f"{_QUIRKS}test_a_certification_waits_unless_it_is_completed_at_once",
    "certification_approval": f"{_QUIRKS}test_a_certification_waits_unless_it_is_completed_at_once",
    "soap_future_bounds": f"{_QUIRKS}test_moments_to_come_are_refused_or_taken_by_switch",
    "soap_pages_of_nothing": f"{_QUIRKS}test_pages_of_nothing_by_switch",
    "soap_throttle": f"{_QUIRKS}test_a_throttle_is_a_fault_or_empty_by_switch",
}
