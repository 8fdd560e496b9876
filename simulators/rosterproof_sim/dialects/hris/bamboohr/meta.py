"""What there is to ask about: fields, lists and their options, tables, and users."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from rosterproof_sim.dialect import Answer, Asked, Views
from rosterproof_sim.dialects.hris.bamboohr import xml_text
from rosterproof_sim.dialects.hris.bamboohr.company import LISTS, Company
from rosterproof_sim.dialects.hris.bamboohr.fields import by_name, fields_of
from rosterproof_sim.dialects.hris.bamboohr.mapping import EMPLOYMENT_STATUSES, id_to_wire
from rosterproof_sim.dialects.hris.bamboohr.negotiation import either
from rosterproof_sim.dialects.hris.bamboohr.tables import TABLES
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.people import Code, Location
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.web.problem import Problem, malformed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

#: Users, lists and options are numbered apart from employees, as the vendor's are.
_FIRST_USER, _FIRST_LIST, _FIRST_OPTION = 2300, 3440, 18300
#: Options of one list are at most so many.
_STRIDE = 10_000


@VIEWS.view("listFields")
def list_fields(asked: Asked[Tenant]) -> Answer:
    """Show the fields; those without a number may be asked for and are not told."""
    fields = fields_of(asked.place.world.hris.custom_fields())
    told = [
        {"id": each.id, "name": each.name, "type": each.type, "alias": each.alias}
        for each in fields
        if each.id is not None
    ]
    return either(asked, told, lambda: _fields_xml(told))


@VIEWS.view("listLists")
def list_lists(asked: Asked[Tenant]) -> Answer:
    """Show the lists with their options."""
    told = _lists(asked)
    return either(asked, told, lambda: _lists_xml(told))


@VIEWS.view("updateList")
def update_list(asked: Asked[Tenant]) -> Answer:
    """Add options to a list. What is there already is a conflict."""
    number, company = asked.path["listId"], Company(asked)
    found = next((each for each in _lists(asked) if str(each["fieldId"]) == number), None)
    if found is None or found["alias"] not in LISTS:
        raise NotFound(f"list {number[:32]}")
    for option in asked.body.get("options", ()):
        value = option.get("value") or option.get("name")
        if not value:
            raise malformed("An option needs a value.")
        if value in company.options[found["alias"]]:
            raise Problem(409, "duplicate-value", f"{str(value)[:80]} is on the list already.")
        company.hris.put_code(LISTS[found["alias"]], _code(found["alias"], str(value)))
    after = next(each for each in _lists(asked) if str(each["fieldId"]) == number)
    return either(asked, after, lambda: _lists_xml([after]))


@VIEWS.view("listTables")
def list_tables(asked: Asked[Tenant]) -> Answer:
    """Show the tables with their fields."""
    told = [
        {
            "alias": alias,
            "fields": [{"id": number, "name": name, "alias": of, "type": kind} for number, name, of, kind in columns],
        }
        for alias, columns in TABLES.items()
    ]
    return either(asked, told, lambda: _tables_xml(told))


@VIEWS.view("listUsers")
def list_users(asked: Asked[Tenant]) -> Answer:
    """Show who can sign in: everybody on record, by number."""
    wanted = asked.query.get("status")
    told: dict[str, Any] = {}
    for each in asked.place.world.hris.employees(limit=None):
        if each.status == "discarded":
            continue
        number = int(id_to_wire(each.employee_id))
        status = "disabled" if each.status == "terminated" else "enabled"
        if wanted in (None, status):
            told[str(_FIRST_USER + number)] = {
                "id": _FIRST_USER + number,
                "employeeId": number,
                "firstName": each.given_name,
                "lastName": each.family_name,
                "email": each.email,
                "status": status,
            }
    return either(asked, told, lambda: _users_xml(told))


def _lists(asked: Asked[Tenant]) -> list[dict[str, Any]]:
    company = Company(asked)
    fields = by_name(fields_of(company.hris.custom_fields()))
    created = instant_text(asked.place.world.spec.start).replace("Z", "+00:00")
    options = {**company.options, "employmentHistoryStatus": list(EMPLOYMENT_STATUSES)}
    return [
        {
            "id": _FIRST_LIST + place,
            "fieldId": fields[alias].id,
            "alias": alias,
            "name": fields[alias].name,
            "manageable": "yes",
            "multiple": "no",
            "options": [
                {
                    "id": _FIRST_OPTION + place * _STRIDE + number,
                    "archived": "no",
                    "manageable": "yes",
                    "createdDate": created,
                    "archivedDate": None,
                    "name": name,
                }
                for number, name in enumerate(values)
            ],
        }
        for place, (alias, values) in enumerate(options.items())
    ]


def _code(alias: str, value: str) -> Code:
    if alias == "location":
        # The wire tells of a new location neither its country nor its zone.
        return Location(code=value, name=value, country="US", time_zone="UTC")
    return Code(code=value, name=value)


def _fields_xml(told: list[dict[str, Any]]) -> Element:
    root = Element("fields")
    for each in told:
        xml_text.leaf(root, "field", each["name"], {name: each[name] for name in ("id", "type", "alias")})
    return root


def _lists_xml(told: list[dict[str, Any]]) -> Element:
    root = Element("lists")
    for each in told:
        attributes = {name: each[name] for name in ("fieldId", "alias", "manageable", "multiple")}
        made = SubElement(root, "list", {name: str(value) for name, value in attributes.items()})
        xml_text.leaf(made, "name", each["name"])
        options = SubElement(made, "options")
        for option in each["options"]:
            xml_text.leaf(options, "option", option["name"], {name: option[name] for name in ("id", "archived")})
    return root


def _tables_xml(told: list[dict[str, Any]]) -> Element:
    root = Element("tables")
    for each in told:
        table = SubElement(root, "table", alias=each["alias"])
        for field in each["fields"]:
            xml_text.leaf(table, "field", field["name"], {name: field[name] for name in ("id", "alias", "type")})
    return root


def _users_xml(told: dict[str, Any]) -> Element:
    root = Element("users")
    for each in told.values():
        user = SubElement(root, "user", id=str(each["id"]), employeeId=str(each["employeeId"]))
        for name in ("firstName", "lastName", "email", "status"):
            xml_text.leaf(user, name, each[name])
    return root
