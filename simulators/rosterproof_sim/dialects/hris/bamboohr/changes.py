"""The two change feeds: which employees changed since an instant, and which have to be read again in a table."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.dialects.hris.bamboohr import xml_text
from rosterproof_sim.dialects.hris.bamboohr.company import Company
from rosterproof_sim.dialects.hris.bamboohr.mapping import id_to_wire, instant_from_wire, instant_to_wire
from rosterproof_sim.dialects.hris.bamboohr.negotiation import either
from rosterproof_sim.dialects.hris.bamboohr.tables import rows_of
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("getChangedEmployees")
def get_changed_employees(asked: Asked[Tenant]) -> Answer:
    """Show whose record changed, and how."""
    wanted = asked.query["type"]
    found = {id_to_wire(each.employee_id): _changed(each) for each in _since(asked)}
    shown = {key: each for key, each in found.items() if wanted in ("all", each["action"].lower())}
    latest = max((each["lastChanged"] for each in found.values()), default=None)
    body = {"latest": latest or instant_to_wire(asked.place.world.clock.now()), "employees": shown}
    return either(asked, body, lambda: _xml(body))


@VIEWS.view("getChangedTable")
def get_changed_table(asked: Asked[Tenant]) -> Answer:
    """Show all rows of everybody who changed in any way; rows carry no id here."""
    table, company = asked.path["table"], Company(asked)
    found: dict[str, Any] = {}
    for each in _since(asked):
        rows = rows_of(company, each.employee_id, table)
        plain = [{name: value for name, value in row.items() if name not in ("id", "employeeId")} for row in rows]
        found[id_to_wire(each.employee_id)] = {"lastChanged": instant_to_wire(each.updated_at), "rows": plain}
    body = {"table": table, "employees": found}
    return either(asked, body, lambda: _table_xml(body))


def _since(asked: Asked[Tenant]) -> list[Employee]:
    since = instant_from_wire("since", asked.query["since"])
    return asked.place.world.hris.employees(limit=None, updated_since=since)


def _changed(employee: Employee) -> dict[str, str]:
    action = "Inserted" if employee.version == 1 else "Updated"
    action = "Deleted" if employee.status == "discarded" else action
    changed = instant_to_wire(employee.updated_at)
    return {"id": id_to_wire(employee.employee_id), "action": action, "lastChanged": changed}


def _xml(body: dict[str, Any]) -> Element:
    root = Element("employees", latest=body["latest"])
    for each in body["employees"].values():
        SubElement(root, "employee", each)
    return root


def _table_xml(body: dict[str, Any]) -> Element:
    root = Element("table", id=body["table"])
    for key, each in body["employees"].items():
        employee = SubElement(root, "employee", id=key, lastChanged=each["lastChanged"])
        for row in each["rows"]:
            xml_text.fields_xml(SubElement(employee, "row"), row)
    return root
