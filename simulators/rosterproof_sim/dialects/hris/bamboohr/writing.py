"""What a client may write of an employee, as changes: of a person as of today, of a row of a table as of its date."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rosterproof_sim.dialects.hris.bamboohr.company import Company, name_of
from rosterproof_sim.dialects.hris.bamboohr.fields import alias_of
from rosterproof_sim.dialects.hris.bamboohr.mapping import (
    ON_LEAVE,
    TERMINATED,
    date_from_wire,
    id_from_wire,
    worker_type_from,
)
from rosterproof_sim.domain.words.changes import (
    MAIN_ENTITY,
    Change,
    Converted,
    CustomFieldsChanged,
    EmailChanged,
    Hired,
    LeaveStarted,
    Promoted,
    Rehired,
    Renamed,
    Returned,
    StartMoved,
    Terminated,
    Transferred,
)
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.web.problem import Problem, malformed

#: The columns of jobInfo that say where somebody is in the organization, and the fields of a transfer.
_PLACES = {"department": "department", "location": "location", "division": "legal_entity"}


def created(company: Company, body: Mapping[str, Any], today: date) -> Employee:
    """Hire somebody: both names are needed, all else may come later."""
    values = _texts(body)
    if not values.get("firstName") or not values.get("lastName"):
        raise malformed("firstName and lastName are required")
    email = values.get("workEmail") or None
    if email is not None and any(each.email == email and each.status != "terminated" for each in company.everybody()):
        raise Problem(409, "duplicate-email", "That email address is already in use.")
    hired = Hired(
        employee_number=values.get("employeeNumber") or None,
        given_name=str(values["firstName"]),
        family_name=values["lastName"],
        email=email,
        title=company.meant("jobTitle", values.get("jobTitle")) or None,
        department=company.meant("department", values.get("department")) or None,
        location=company.meant("location", values.get("location")) or None,
        legal_entity=company.meant("division", values.get("division")) or MAIN_ENTITY,
        manager_id=_manager(company, values),
        worker_type=worker_type_from(values.get("employmentHistoryStatus")),
        custom=_custom(company, body),
        effective_on=date_from_wire("hireDate", values.get("hireDate")) or today,
    )
    logged = company.hris.record(hired)
    return company.hris.employee(str(logged.change.employee_id))


def updated(company: Company, employee: Employee, body: Mapping[str, Any], today: date) -> Employee:
    """Change what is named, as of today; nothing where the values are those on record."""
    values, whom = _texts(body), employee.employee_id
    changes: list[Change] = []
    if "firstName" in values or "lastName" in values:
        given, family = values.get("firstName") or employee.given_name, values.get("lastName", employee.family_name)
        renamed = Renamed(employee_id=whom, given_name=given, family_name=family or None, effective_on=today)
        if (renamed.given_name, renamed.family_name) != (employee.given_name, employee.family_name):
            changes.append(renamed)
    if "workEmail" in values and (values["workEmail"] or None) != employee.email:
        changes.append(EmailChanged(employee_id=whom, email=values["workEmail"] or None, effective_on=today))
    hired = date_from_wire("hireDate", values.get("hireDate"))
    if hired is not None and hired != employee.hire_date:
        changes.append(StartMoved(employee_id=whom, effective_on=hired))
    changes += job_changes(company, employee, values, today)
    custom = {name: value for name, value in _custom(company, body).items() if employee.custom.get(name) != value}
    if custom:
        changes.append(CustomFieldsChanged(employee_id=whom, custom=custom, effective_on=today))
    company.hris.record_all(changes)
    return company.hris.employee(whom)


def job_changes(company: Company, employee: Employee, values: Mapping[str, str | None], on: date) -> list[Change]:
    """What a row of jobInfo changes, as of its date."""
    whom, changes = employee.employee_id, list[Change]()
    title = company.meant("jobTitle", values.get("jobTitle")) or None
    if "jobTitle" in values and title != employee.title:
        changes.append(Promoted(employee_id=whom, title=title, effective_on=on))
    places: dict[str, Any] = {
        ours: company.meant(theirs, values[theirs]) or None for theirs, ours in _PLACES.items() if theirs in values
    }
    if not {"reportsTo", "supervisorId", "supervisorEId", "supervisor"}.isdisjoint(values):
        places["manager_id"] = _manager(company, values)
    places = {name: value for name, value in places.items() if value != getattr(employee, name)}
    if places:
        changes.append(replace(Transferred(employee_id=whom, effective_on=on), **places))
    return changes


def status_change(employee: Employee, status: str | None, on: date) -> Change | None:
    """What a row of employmentStatus changes. There is no way to terminate but such a row."""
    whom = employee.employee_id
    if status == TERMINATED:
        return Terminated(employee_id=whom, effective_on=on)
    if employee.status == "terminated":
        return Rehired(employee_id=whom, worker_type=worker_type_from(status), effective_on=on)
    if status == ON_LEAVE:
        return None if employee.status == "on_leave" else LeaveStarted(employee_id=whom, effective_on=on)
    if employee.status == "on_leave":
        return Returned(employee_id=whom, effective_on=on)
    worker_type = worker_type_from(status)
    if worker_type != employee.worker_type:
        return Converted(employee_id=whom, worker_type=worker_type, effective_on=on)
    return None


def _texts(body: Mapping[str, Any]) -> dict[str, str | None]:
    """Take values as texts; objects, as some clients send them for an address, are no field of ours."""
    return {
        name: None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in body.items()
        if not isinstance(value, dict | list)
    }


def _manager(company: Company, values: Mapping[str, str | None]) -> str | None:
    """Find whom somebody is to report to, by id or by name."""
    named = next((values[n] for n in ("supervisorEId", "supervisorId", "reportsTo", "supervisor") if n in values), None)
    if not named:
        return None
    if named.isascii() and named.isdigit():
        return id_from_wire(named)
    found = [each for each in company.everybody() if named in (name_of(each), f"{each.family_name}, {each.given_name}")]
    if len(found) != 1:
        raise Refused("unknown-supervisor", f"{len(found)} employees are called {named[:80]}; name one by id.")
    return found[0].employee_id


def _custom(company: Company, body: Mapping[str, Any]) -> dict[str, Any]:
    aliases = {alias_of(each): each for each in company.hris.custom_fields().values() if not each.sensitive}
    return {aliases[name].field_id: value for name, value in body.items() if name in aliases}
