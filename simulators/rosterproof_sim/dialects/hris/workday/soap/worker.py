"""A worker, with as much of the data as is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rosterproof_sim.dialects.hris.workday.soap.company import Company, Value, name_of, number_of
from rosterproof_sim.dialects.hris.workday.soap.employment import chain, memberships, position, posts, status
from rosterproof_sim.domain.words.people import Employee

#: What is told where nobody says how much is wanted (the WSDL's own notes); of pay and roles nothing is known here.
_BY_DEFAULT = frozenset(
    {
        "Include_Reference",
        "Include_Personal_Information",
        "Include_Employment_Information",
        "Include_Compensation",
        "Include_Organizations",
        "Include_Roles",
    }
)
WORK = "WORK"


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """How much is wanted of a worker: the flags that are set."""

    flags: frozenset[str]

    @classmethod
    def of(cls, group: Mapping[str, Any] | None) -> "Detail":
        """Read the flags; a group that is there and empty wants nothing."""
        if group is None:
            return cls(flags=_BY_DEFAULT)
        return cls(flags=frozenset(name for name, wanted in group.items() if wanted))

    def wants(self, what: str) -> bool:
        """Whether a part is wanted."""
        return f"Include_{what}" in self.flags


def worker(
    company: Company, employee: Employee, detail: Detail, *, qualifications: Value | None, log: Sequence[Value] | None
) -> Value:
    """Write a worker. What came from elsewhere, certifications and the log of changes, is handed in."""
    organizations, managers = detail.wants("Organizations"), detail.wants("Management_Chain_Data")
    hidden = frozenset(name for name in detail.flags if name.startswith("Exclude_"))
    data: Value = {
        "Worker_ID": number_of(employee.employee_id),
        "Universal_ID": employee.employee_number,
        "Personal_Data": _person(company, employee) if detail.wants("Personal_Information") else None,
        "Employment_Data": _employment(company, employee, detail, hidden)
        if detail.wants("Employment_Information")
        else None,
        "Organization_Data": {
            "Worker_Organization_Data": memberships(company, employee.department, employee.legal_entity, hidden)
        }
        if organizations
        else None,
        "Management_Chain_Data": _chains(company, employee.department, employee.manager_id) if managers else None,
        "Qualification_Data": qualifications,
        "Transaction_Log_Entry_Data": None if log is None else {"Transaction_Log_Entry": log},
        "User_Account_Data": _account(company, employee) if detail.wants("User_Account") else None,
    }
    return {
        "Worker_Reference": company.worker(employee.employee_id) if detail.wants("Reference") else None,
        "Worker_Descriptor": name_of(employee),
        "Worker_Data": data,
    }


def _person(company: Company, employee: Employee) -> Value:
    name = {
        "@Formatted_Name": name_of(employee),
        "@Reporting_Name": ", ".join(filter(None, (employee.family_name, employee.given_name))),
        "Country_Reference": None if employee.country is None else company.country(employee.country),
        "First_Name": employee.given_name,
        "Last_Name": employee.family_name,
    }
    return {
        "Name_Data": {
            "Legal_Name_Data": {"Name_Detail_Data": name},
            "Preferred_Name_Data": {"Name_Detail_Data": name},
        },
        "Contact_Data": None if employee.email is None else {"Email_Address_Data": _email(company, employee.email)},
    }


def _email(company: Company, address: str) -> Value:
    usage = company.refer("Communication_Usage_Type", "Communication_Usage_Type_ID", WORK)
    kind = {"@Primary": True, "Type_Reference": usage}
    return {"Email_Address": address, "Usage_Data": {"@Public": True, "Type_Data": kind}}


def _employment(company: Company, employee: Employee, detail: Detail, hidden: frozenset[str]) -> Value:
    jobs = []
    for post in posts(employee):
        if not post.primary and not detail.wants("Additional_Jobs"):
            continue
        entity = employee.legal_entity if post.primary else None
        within = memberships(company, post.department, entity, hidden) if detail.wants("Organizations") else None
        above = detail.wants("Management_Chain_Data")
        jobs.append(
            {
                "@Primary_Job": post.primary,
                "Position_Data": position(company, employee, post),
                "Position_Organizations_Data": {"Position_Organization_Data": within} if within else None,
                "Position_Management_Chains_Data": {
                    "Position_Supervisory_Management_Chain_Data": {
                        "Management_Chain_Data": chain(company, post.department, post.manager_id)
                    }
                }
                if above
                else None,
            }
        )
    return {"Worker_Job_Data": jobs, "Worker_Status_Data": status(employee)}


def _chains(company: Company, department: str | None, manager_id: str | None) -> Value:
    above = chain(company, department, manager_id)
    return {"Worker_Supervisory_Management_Chain_Data": {"Management_Chain_Data": above}}


def _account(company: Company, employee: Employee) -> Value | None:
    if employee.email is None:
        return None
    zone = employee.time_zone
    return {
        "User_Name": employee.email,
        "Time_Zone_Reference": None if zone is None else company.refer("Time_Zone", "Time_Zone_ID", zone),
    }
