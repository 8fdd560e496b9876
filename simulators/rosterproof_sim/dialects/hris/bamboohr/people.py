"""Employees: the directory, one of them, the new list, making and changing one."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import orjson

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.dialect.meaning import employee_read, employees_read
from rosterproof_sim.dialects.hris.bamboohr import xml_text
from rosterproof_sim.dialects.hris.bamboohr.company import Company, name_of
from rosterproof_sim.dialects.hris.bamboohr.fields import by_name, fields_of, read_fields
from rosterproof_sim.dialects.hris.bamboohr.mapping import date_to_wire, id_from_wire, id_to_wire, status_to_wire
from rosterproof_sim.dialects.hris.bamboohr.negotiation import HEADERS, either, empty
from rosterproof_sim.dialects.hris.bamboohr.writing import created, updated
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.web.problem import Problem, malformed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

MOST_FIELDS = 400
_DIRECTORY = (
    ("displayName", "text", "Display name"),
    ("firstName", "text", "First name"),
    ("lastName", "text", "Last name"),
    ("preferredName", "text", "Preferred name"),
    ("jobTitle", "list", "Job title"),
    ("workPhone", "text", "Work Phone"),
    ("mobilePhone", "text", "Mobile Phone"),
    ("workEmail", "email", "Work Email"),
    ("department", "list", "Department"),
    ("location", "list", "Location"),
    ("division", "list", "Division"),
    ("supervisor", "employee", "Manager"),
    ("photoUploaded", "bool", "Employee photo exists"),
    ("photoUrl", "url", "Employee photo"),
    ("canUploadPhoto", "bool", "Can upload photo"),
)


@VIEWS.view("getDirectory")
def get_directory(asked: Asked[Tenant]) -> Answer:
    """Show who is at work, and nobody who has left."""
    company, ahead = Company(asked), not asked.query["onlyCurrent"]
    shown = [
        each
        for each in company.everybody()
        if status_to_wire(each) == "Active" and (ahead or each.status != "pre_hire")
    ]
    rows = [_listed(each, company, asked) for each in shown]
    fields = [{"id": alias, "type": kind, "name": name} for alias, kind, name in _DIRECTORY]
    answer = either(asked, {"fields": fields, "employees": rows}, lambda: _directory_xml(fields, rows))
    return answer.meaning(employees_read(shown))


@VIEWS.view("getEmployee")
def get_employee(asked: Asked[Tenant]) -> Answer:
    """Show the fields of one that are asked for."""
    wanted = [each.strip() for each in asked.query["fields"].split(",") if each.strip()]
    if len(wanted) > MOST_FIELDS:
        raise malformed(f"There are {len(wanted)} fields; ask for {MOST_FIELDS} at most.")
    company = Company(asked)
    employee = company.employee(id_from_wire(asked.path["id"]), ahead=not asked.query["onlyCurrent"])
    row = read_fields(employee, wanted, by_name(fields_of(company.hris.custom_fields())), company)
    return either(asked, row, lambda: _employee_xml(row)).meaning(employee_read(employee))


@VIEWS.view("listEmployees")
def list_employees(asked: Asked[Tenant]) -> Answer:
    """Show people a page at a time, as the new list does."""
    company, query = Company(asked), asked.query
    filters = _nested(asked, "filter", ("firstName", "lastName", "jobTitleName", "status", "ids"))
    page = _nested(asked, "page", ("limit", "after", "before"))
    rows = [row for each in company.everybody() if _admitted(row := _new_row(each, company), filters)]
    rows = _sorted(rows, query.get("sort", "employeeId"))
    limit = min(max(_whole(page.get("limit", 50)), 1), 100)
    start = _place(page.get("after"), 0)
    if page.get("before"):
        start = max(0, _place(page["before"], 0) - limit)
    more, end = set(filter(None, query.get("fields", "").split(","))), start + limit
    data = [{name: value for name, value in row.items() if name in _ALWAYS or name in more} for row in rows[start:end]]
    for row in data:
        row["_restrictedFields"] = []
    following = _cursor(end) if end < len(rows) else None
    here = f"{asked.root}{asked.raw_path}"
    links: dict[str, Any] = {"self": {"href": here}}
    if following:
        links["next"] = {"href": f"{here}?page[limit]={limit}&page[after]={following}"}
    pages = {"limit": limit, "nextCursor": following, "prevCursor": _cursor(start) if start else None}
    return Answer(body={"data": data, "meta": {"total": len(rows), "page": pages}, "_links": links}, headers=HEADERS)


@VIEWS.view("addEmployee")
def add_employee(asked: Asked[Tenant]) -> Answer:
    """Hire somebody."""
    made = created(Company(asked), asked.body, asked.place.world.clock.today())
    headers = {"Location": f"{asked.root}/v1/employees/{id_to_wire(made.employee_id)}"}
    return _said(asked, made, {}, 201, headers)


@VIEWS.view("updateEmployee")
def update_employee(asked: Asked[Tenant]) -> Answer:
    """Change somebody, as of today."""
    company = Company(asked)
    employee = company.employee(id_from_wire(asked.path["id"]))
    changed = updated(company, employee, asked.body, asked.place.world.clock.today())
    return _said(asked, changed, asked.body, 200, {})


def _said(
    asked: Asked[Tenant], employee: Employee, sent: Mapping[str, Any], status: int, headers: Mapping[str, str]
) -> Answer:
    """Answer a write: recorded traffic has a body that echoes what was sent, the vendor's own contract has none."""
    if asked.place.switch("write_body") == "spec":
        return empty(status).with_headers(headers)
    body = {
        "id": id_to_wire(employee.employee_id),
        "firstName": employee.given_name,
        "lastName": employee.family_name,
        "status": status_to_wire(employee),
    }
    return Answer(status=status, body={**sent, **body}, headers={**HEADERS, **headers})


def _listed(employee: Employee, company: Company, asked: Asked[Tenant]) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys((alias for alias, *_ in _DIRECTORY), None)
    row |= {
        "id": id_to_wire(employee.employee_id),
        "displayName": name_of(employee),
        "firstName": employee.given_name,
        "lastName": employee.family_name,
        "jobTitle": company.shown("jobTitle", employee.title),
        "workEmail": employee.email,
        "department": company.shown("department", employee.department),
        "location": company.shown("location", employee.location),
        "division": company.shown("division", employee.legal_entity),
        "supervisor": name_of(company.supervisor(employee.manager_id)),
        "photoUploaded": False,
        "photoUrl": f"{asked.root}/no_photo.png",
        "canUploadPhoto": 0,
    }
    return row


_ALWAYS = frozenset({"employeeId", "firstName", "lastName", "preferredName", "photoUrl", "jobTitleName", "status"})


def _new_row(employee: Employee, company: Company) -> dict[str, Any]:
    return {
        "employeeId": id_to_wire(employee.employee_id),
        "firstName": employee.given_name,
        "lastName": employee.family_name,
        "preferredName": None,
        "photoUrl": None,
        "jobTitleName": company.shown("jobTitle", employee.title),
        "status": status_to_wire(employee),
        "workEmail": employee.email,
        "hireDate": date_to_wire(employee.hire_date),
        "departmentName": company.shown("department", employee.department),
        "divisionName": company.shown("division", employee.legal_entity),
        "locationName": company.shown("location", employee.location),
        "reportsToName": name_of(company.supervisor(employee.manager_id)),
        "reportsToId": None if employee.manager_id is None else id_to_wire(employee.manager_id),
    }


def _nested(asked: Asked[Tenant], name: str, members: tuple[str, ...]) -> dict[str, Any]:
    """Read `filter[status]=active`, or the same as one JSON text, which is what the official client sends."""
    found = {each: asked.query[f"{name}[{each}]"] for each in members if f"{name}[{each}]" in asked.query}
    text = asked.query.get(name)
    if text is not None:
        try:
            read = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise malformed(f"{name} is not JSON.") from None
        if not isinstance(read, dict):
            raise malformed(f"{name} is not an object.")
        found |= read
    return found


def _admitted(row: Mapping[str, Any], filters: Mapping[str, Any]) -> bool:
    for name, value in filters.items():
        if name == "ids":
            ids = value if isinstance(value, list) else str(value).split(",")
            if row["employeeId"] not in [str(each) for each in ids]:
                return False
        elif str(row.get(name)).lower() != str(value).lower():
            return False
    return True


def _sorted(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    name = sort.removeprefix("-")
    if name not in {"employeeId", "firstName", "lastName", "preferredName", "jobTitleName", "status"}:
        raise Problem(400, "bad-sort", f"{name[:40]} cannot be sorted by.")
    key = (lambda row: int(row[name])) if name == "employeeId" else (lambda row: str(row[name] or ""))
    return sorted(rows, key=key, reverse=sort.startswith("-"))


def _whole(value: object) -> int:
    if isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 7):
        return int(value)
    raise malformed("page[limit] is not a whole number.")


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(orjson.dumps({"at": place})).decode()


def _place(cursor: object, first: int) -> int:
    if not cursor:
        return first
    try:
        place = orjson.loads(base64.urlsafe_b64decode(str(cursor)))["at"]
    except (binascii.Error, ValueError, KeyError, TypeError):
        raise malformed("The cursor is none that was given out here.") from None
    if not isinstance(place, int) or place < 0:
        raise malformed("The cursor is none that was given out here.")
    return place


def _employee_xml(row: Mapping[str, Any]) -> Element:
    root = Element("employee", id=row["id"])
    xml_text.fields_xml(root, {name: value for name, value in row.items() if name != "id"})
    return root


def _directory_xml(fields: list[dict[str, str]], rows: list[dict[str, Any]]) -> Element:
    root = Element("directory")
    told = SubElement(root, "fieldset")
    for each in fields:
        xml_text.leaf(told, "field", each["name"], {"id": each["id"], "type": each["type"]})
    people = SubElement(root, "employees")
    for row in rows:
        people.append(_employee_xml(row))
    return root
