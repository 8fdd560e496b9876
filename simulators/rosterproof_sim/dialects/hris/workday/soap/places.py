"""What workers refer to: organizations, places of work and job profiles, from the code lists of the company."""

from collections.abc import Callable, Mapping, Sequence

from rosterproof_sim.dialect import Answer, Asked
from rosterproof_sim.dialects.hris.workday.soap.asking import (
    Asking,
    answered,
    ids_of,
    paged,
    read_asking,
    referred,
    wrapped,
)
from rosterproof_sim.dialects.hris.workday.soap.company import WID, Company, Value
from rosterproof_sim.dialects.hris.workday.soap.fault import validation
from rosterproof_sim.domain.words.people import Code, Location
from rosterproof_sim.web.tenant import Tenant

_SUPERVISORY, _COMPANY = "SUPERVISORY", "COMPANY"
#: What each kind is called where it is referred to.
_OBJECTS = {_SUPERVISORY: "Organization", _COMPANY: "Company"}
_USAGE = "BUSINESS SITE"
#: Criteria by what codes have nothing of: they are never logged, nor are profiles in families and levels.
_NOT_KEPT = (
    "Transaction_Log_Criteria",
    "Transaction_Log_Criteria_Data",
    "Event_Reference",
    "Field_And_Parameter_Criteria_Data",
    "Job_Family_Reference",
    "Management_Level_Reference",
    "Job_Level_Reference",
    "Job_Category_Reference",
    "Company_Insider_Type_Reference",
    "Job_Classification_Reference",
    "Job_Classification_Group_Reference",
    "Workers_Compensation_Code_Reference",
    "Work_Hours_Profile_Reference",
)


def get_organizations(asked: Asked[Tenant]) -> Answer:
    """Show supervisory organizations, which are the departments, and companies."""
    asking = _asking(asked)
    company = asking.company(asked)
    found = {f"{kind} {each.code}": (kind, each) for kind, codes in _kinds(company).items() for each in codes}
    named = referred(asking, "Organization_Reference", lambda id_type: _organization_keys(company, found, id_type))
    shown = [found[key] for key in (found if named is None else named)]
    if "Organization_Type_Reference" in asking.criteria:
        wanted = {text for each in asking.criteria["Organization_Type_Reference"] for _, text in ids_of(each)}
        shown = [each for each in shown if {each[0], company.wid("Organization_Type", each[0])} & wanted]
    if named is None and not asking.criteria.get("Include_Inactive"):
        shown = [each for each in shown if not _inactive(company, each[1])]
    page = paged(shown, asking)
    hierarchy = bool((asking.detail or {}).get("Include_Hierarchy_Data"))
    rows = (_organization(company, kind, code, hierarchy=hierarchy) for kind, code in page.things)
    return wrapped(asked, asking, page, "Organization", rows)


def get_locations(asked: Asked[Tenant]) -> Answer:
    """Show places of work, with their country and time zone."""
    asking = _asking(asked)
    company = asking.company(asked)
    criteria, detail = asking.criteria, asking.detail
    found = _codes(company, asking, "Location", company.lists.locations)
    if criteria.get("Location_Name") is not None:
        found = [each for each in found if each.name == criteria["Location_Name"]]
    for name, usage in (("Location_Usage_Reference", _USAGE), ("Location_Type_Reference", None)):
        wanted = {text for each in criteria.get(name, ()) for _, text in ids_of(each)}
        if wanted and not wanted & {usage, company.wid("Location_Usage", usage or "")}:
            found = []
    if criteria.get("Exclude_Inactive_Locations"):
        found = [each for each in found if not _inactive(company, each)]
    if criteria.get("Exclude_Active_Locations"):
        found = [each for each in found if _inactive(company, each)]
    page = paged(found, asking)
    rows = (
        {
            "Location_Reference": company.location(each.code) if _wants(detail, "Include_Reference") else None,
            "Location_Data": _location(company, each) if _wants(detail, "Include_Location_Data") else None,
        }
        for each in page.things
    )
    return wrapped(asked, asking, page, "Location", rows)


def get_job_profiles(asked: Asked[Tenant]) -> Answer:
    """Show job profiles, which are the titles."""
    asking = _asking(asked)
    company, detail = asking.company(asked), asking.detail
    page = paged(_codes(company, asking, "Job_Profile", company.lists.job_titles), asking)
    rows = (
        {
            "Job_Profile_Reference": company.job_profile(each.code) if _wants(detail, "Include_Reference") else None,
            "Job_Profile_Data": {
                "Job_Code": each.code,
                "Effective_Date": each.valid_from,
                "Job_Profile_Basic_Data": {"Inactive": _inactive(company, each), "Job_Title": each.name}
                if _wants(detail, "Include_Job_Profile_Basic_Data")
                else None,
            },
        }
        for each in page.things
    )
    return wrapped(asked, asking, page, "Job_Profile", rows)


def get_server_timestamp(asked: Asked[Tenant]) -> Answer:
    """Tell the time of the world."""
    version = read_asking(asked).version
    return answered(asked, {"@version": version, "Server_Timestamp_Data": [asked.place.world.clock.now()]})


def _asking(asked: Asked[Tenant]) -> Asking:
    asking = read_asking(asked)
    for name in _NOT_KEPT:
        if asking.criteria.get(name):
            raise validation(f"{name} cannot be searched by in this tenant.", asking.at("Request_Criteria", name))
    return asking


def _codes(company: Company, asking: Asking, kind: str, codes: Sequence[Code]) -> list[Code]:
    known = {each.code: each for each in codes}

    def keys(id_type: str) -> Mapping[str, str]:
        if id_type == WID:
            return {company.wid(kind, code): code for code in known}
        return {code: code for code in known} if id_type == f"{kind}_ID" else {}

    named = referred(asking, f"{kind}_Reference", keys)
    return list(codes) if named is None else [known[each] for each in named]


def _kinds(company: Company) -> Mapping[str, Sequence[Code]]:
    return {_SUPERVISORY: company.lists.departments, _COMPANY: company.lists.legal_entities}


def _organization_keys(company: Company, found: Mapping[str, tuple[str, Code]], id_type: str) -> Mapping[str, str]:
    """Of a code that both a department and a company have, the department is meant."""
    if id_type == WID:
        return {company.wid(_OBJECTS[kind], code.code): key for key, (kind, code) in found.items()}
    kinds = {"Organization_Reference_ID": (_COMPANY, _SUPERVISORY), "Company_Reference_ID": (_COMPANY,)}
    wanted = kinds.get(id_type, ())
    return {code.code: key for only in wanted for key, (kind, code) in found.items() if kind == only}


def _organization(company: Company, kind: str, code: Code, *, hierarchy: bool) -> Value:
    reference = (company.department if kind == _SUPERVISORY else company.legal_entity)(code.code)
    return {
        "Organization_Reference": reference,
        "Organization_Data": {
            "Reference_ID": code.code,
            "Name": code.name,
            "Organization_Code": code.code,
            "Include_Manager_in_Name": False,
            "Include_Organization_Code_in_Name": False,
            "Organization_Type_Reference": company.refer("Organization_Type", "Organization_Type_ID", kind),
            "Inactive": _inactive(company, code),
            "Inactive_Date": code.valid_to,
            # The company knows no organization above another.
            "Hierarchy_Data": {"Top-Level_Organization_Reference": reference} if hierarchy else None,
        },
    }


def _location(company: Company, code: Code) -> Value:
    place = code if isinstance(code, Location) else None
    return {
        "Location_ID": code.code,
        "Effective_Date": code.valid_from,
        "Location_Name": code.name,
        "Location_Usage_Reference": company.refer("Location_Usage", "Location_Usage_ID", _USAGE),
        "Inactive": _inactive(company, code),
        "Time_Zone_Reference": company.refer("Time_Zone", "Time_Zone_ID", place.time_zone) if place else None,
        "Contact_Data": {"Address_Data": {"Country_Reference": company.country(place.country)}} if place else None,
    }


def _inactive(company: Company, code: Code) -> bool:
    last = code.valid_to
    return last is not None and last < (company.as_of or company.today)


def _wants(detail: Mapping[str, object] | None, flag: str) -> bool:
    """Where nobody says how much is wanted, all of it is."""
    return detail is None or bool(detail.get(flag))


VIEWS: Mapping[str, Callable[[Asked[Tenant]], Answer]] = {
    "Get_Organizations": get_organizations,
    "Get_Locations": get_locations,
    "Get_Job_Profiles": get_job_profiles,
    "Get_Server_Timestamp": get_server_timestamp,
}
