"""Tables with effective dates: jobInfo and employmentStatus are read out of a history, and written into it."""

from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.dialects.hris.bamboohr import xml_text
from rosterproof_sim.dialects.hris.bamboohr.company import FAR, Company, name_of
from rosterproof_sim.dialects.hris.bamboohr.mapping import (
    EMPLOYMENT_STATUSES,
    ON_LEAVE,
    TERMINATED,
    WORKER_TYPES,
    date_from_wire,
    id_from_wire,
    id_to_wire,
)
from rosterproof_sim.dialects.hris.bamboohr.negotiation import either, empty
from rosterproof_sim.dialects.hris.bamboohr.writing import job_changes, status_change
from rosterproof_sim.domain.words.changes import Change, TerminationRescinded
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.web.problem import Problem, malformed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

#: Alias -> its columns: number, name, alias, type.
TABLES: dict[str, tuple[tuple[int, str, str, str], ...]] = {
    "jobInfo": (
        (4400, "Date", "date", "date"),
        (18, "Location", "location", "list"),
        (4, "Department", "department", "list"),
        (1355, "Division", "division", "list"),
        (17, "Job Title", "jobTitle", "list"),
        (91, "Reports To", "reportsTo", "employee"),
        (4401, "Teams", "teams", "multilist"),
    ),
    "employmentStatus": (
        (4410, "Date", "date", "date"),
        (16, "Employment Status", "employmentStatus", "list"),
        (4411, "Comment", "comment", "textarea"),
        (4412, "Termination Type", "terminationTypeId", "list"),
        (4413, "Termination Reason", "terminationReasonId", "list"),
        (4414, "Eligible For Re-hire", "terminationRehireId", "list"),
    ),
}


@VIEWS.view("getTable")
def get_table(asked: Asked[Tenant]) -> Answer:
    """Show the rows of one person, or of everybody."""
    company, whose = Company(asked), asked.path["id"]
    if whose == "all":
        people = [each.employee_id for each in company.everybody()]
    else:
        people = [company.employee(id_from_wire(whose)).employee_id]
    rows = [row for each in people for row in rows_of(company, each, asked.path["table"])]
    return either(asked, rows, lambda: xml_text.rows_xml(rows))


@VIEWS.view("addTableRow")
def add_table_row(asked: Asked[Tenant]) -> Answer:
    """Add a row: something holds from its date on."""
    company = Company(asked)
    employee = company.employee(id_from_wire(asked.path["id"]))
    company.hris.record_all(_changes(company, employee, asked.path["table"], asked.body))
    return empty()


@VIEWS.view("updateTableRow")
def update_table_row(asked: Asked[Tenant]) -> Answer:
    """Change what a row says. On its date, what was entered last counts."""
    company = Company(asked)
    employee, row = _row(company, asked)
    if asked.body.get("date") not in (None, row["date"]):
        raise Problem(412, "row-moved", "A row keeps its date here. Add a row of the other date.")
    company.hris.record_all(_changes(company, employee, asked.path["table"], {**asked.body, "date": row["date"]}))
    return empty()


@VIEWS.view("deleteTableRow")
def delete_table_row(asked: Asked[Tenant]) -> Answer:
    """Take a row out: a termination can be, what a history is made of cannot."""
    company = Company(asked)
    employee, row = _row(company, asked)
    if row.get("employmentStatus") != TERMINATED:
        return Answer(body={"success": False, "error": "This row is a part of the history and stays."})
    day = date_from_wire("date", row["date"])
    assert day is not None  # noqa: S101 - every row has its date
    company.hris.record(TerminationRescinded(employee_id=employee.employee_id, effective_on=day))
    return Answer(body={"success": True})


def rows_of(company: Company, employee_id: str, table: str) -> list[dict[str, Any]]:
    """Return the rows of one person, oldest first, those of later days included."""
    if table == "jobInfo":
        return _job_rows(company, employee_id)
    if table == "employmentStatus":
        return _status_rows(company.hris.employee(employee_id, as_of=FAR))
    raise NotFound(f"table {table[:64]}")


def _job_rows(company: Company, employee_id: str) -> list[dict[str, Any]]:
    return [
        {
            "id": _row_id(employee_id, each.from_.toordinal()),
            "employeeId": id_to_wire(employee_id),
            "date": each.from_.isoformat(),
            "location": company.shown("location", each.location),
            "department": company.shown("department", each.department),
            "division": company.shown("division", company.hris.employee(employee_id).legal_entity),
            "jobTitle": company.shown("jobTitle", each.title),
            "reportsTo": name_of(company.supervisor(each.manager_id)),
            "teams": None,
        }
        for each in company.hris.job_history(employee_id, as_of=FAR)
        if each.primary
    ]


def _status_rows(employee: Employee) -> list[dict[str, Any]]:
    said: list[tuple[Any, str]] = []
    for each in employee.employments:
        said.append((each.from_, WORKER_TYPES[each.worker_type]))
        if each.to is not None:
            said.append((each.to, TERMINATED))
    if employee.leave is not None:
        said.append((employee.leave.from_, ON_LEAVE))
    return [
        {
            "id": _row_id(employee.employee_id, 2 * day.toordinal() + (status == TERMINATED)),
            "employeeId": id_to_wire(employee.employee_id),
            "date": day.isoformat(),
            "employmentStatus": status,
            "comment": None,
            "terminationTypeId": None,
            "terminationReasonId": None,
            "terminationRehireId": None,
        }
        for day, status in sorted(said, key=lambda one: one[0])
    ]


def _row_id(employee_id: str, ordinal: int) -> str:
    """Number a row by whose it is and by its day, so that a row entered later renumbers no other."""
    return f"{id_to_wire(employee_id)}{ordinal:07d}"


def _row(company: Company, asked: Asked[Tenant]) -> tuple[Employee, dict[str, Any]]:
    employee = company.employee(id_from_wire(asked.path["id"]))
    for row in rows_of(company, employee.employee_id, asked.path["table"]):
        if row["id"] == asked.path["rowId"]:
            return employee, row
    raise NotFound("row of that id")


def _changes(company: Company, employee: Employee, table: str, body: dict[str, Any]) -> list[Change]:
    columns = {alias for _, _, alias, _ in TABLES.get(table, ())}
    if not columns:
        raise NotFound(f"table {table[:64]}")
    if unknown := set(body) - columns:
        raise Problem(406, "unknown-field", f"The table has no field {', '.join(sorted(unknown))[:200]}.")
    day = date_from_wire("date", body.get("date"))
    if day is None:
        raise malformed("date is required")
    values = {name: None if value is None else str(value) for name, value in body.items()}
    if table == "jobInfo":
        return job_changes(company, employee, values, day)
    status = values.get("employmentStatus")
    if status not in EMPLOYMENT_STATUSES:
        raise Problem(406, "unknown-status", f"employmentStatus is none of {', '.join(EMPLOYMENT_STATUSES)}.")
    change = status_change(employee, status, day)
    return [] if change is None else [change]
