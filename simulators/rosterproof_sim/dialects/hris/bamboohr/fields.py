"""The fields of an employee: number, alias, name and type as `meta/fields` tells them, and how each is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rosterproof_sim.dialects.hris.bamboohr.company import Company, last_first, name_of
from rosterproof_sim.dialects.hris.bamboohr.mapping import (
    date_to_wire,
    employment_status,
    id_to_wire,
    instant_to_wire,
    status_to_wire,
)
from rosterproof_sim.domain.words.custom import CustomField
from rosterproof_sim.domain.words.people import Employee

#: Custom fields are numbered from here.
FIRST_CUSTOM = 4101
_TYPES = {"text": "text", "choice": "list", "integer": "int", "decimal": "text", "boolean": "checkbox", "date": "date"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field. `id` is None for those that requests may name though `meta/fields` does not list them."""

    id: int | None
    alias: str
    name: str
    type: str
    read: Callable[[Employee, Company], Any]
    #: Fields of our own record by which it changes.
    follows: tuple[str, ...] = ()


def _supervisor_number(employee: Employee, company: Company) -> str | None:
    found = company.supervisor(employee.manager_id)
    return None if found is None else found.employee_number


def _f(
    number: int | None, alias: str, name: str, kind: str, read: Callable[[Employee, Company], Any], *follows: str
) -> Field:
    return Field(id=number, alias=alias, name=name, type=kind, read=read, follows=follows)


_FIELDS = (
    _f(1, "firstName", "First Name", "text", lambda e, _: e.given_name, "given_name"),
    _f(2, "lastName", "Last Name", "text", lambda e, _: e.family_name, "family_name"),
    _f(3, "hireDate", "Hire Date", "date", lambda e, _: date_to_wire(e.hire_date), "hire_date"),
    _f(4, "department", "Department", "list", lambda e, c: c.shown("department", e.department), "department"),
    _f(15, "workEmail", "Work Email", "email", lambda e, _: e.email, "email"),
    _f(
        16,
        "employmentHistoryStatus",
        "Employment Status",
        "list",
        lambda e, _: employment_status(e),
        "status",
        "worker_type",
    ),
    _f(17, "jobTitle", "Job Title", "list", lambda e, c: c.shown("jobTitle", e.title), "title"),
    _f(18, "location", "Location", "list", lambda e, c: c.shown("location", e.location), "location"),
    _f(
        91,
        "supervisor",
        "Reporting to",
        "employee",
        lambda e, c: last_first(c.supervisor(e.manager_id)),
        "manager_id",
    ),
    _f(387, "status", "Status", "status", lambda e, _: status_to_wire(e), "status"),
    _f(636, "employeeNumber", "Employee #", "employee_number", lambda e, _: e.employee_number, "employee_number"),
    _f(1355, "division", "Division", "list", lambda e, c: c.shown("division", e.legal_entity), "legal_entity"),
    _f(1357, "homeEmail", "Home Email", "email", lambda *_: None),
    _f(3991, "country", "Country", "country", lambda e, _: e.country, "country"),
    _f(4000, "originalHireDate", "Original Hire Date", "date", lambda e, _: date_to_wire(e.original_hire_date)),
    _f(-38, "terminationDate", "Termination Date", "date", lambda e, _: date_to_wire(e.last_day), "last_day"),
    _f(None, "id", "Employee ID", "int", lambda e, _: id_to_wire(e.employee_id)),
    _f(None, "displayName", "Display name", "text", lambda e, _: name_of(e)),
    _f(None, "fullName1", "Full Name", "text", lambda e, _: name_of(e)),
    _f(None, "fullName2", "Full Name", "text", lambda e, _: last_first(e)),
    _f(None, "bestEmail", "Email", "email", lambda e, _: e.email),
    _f(
        None,
        "supervisorId",
        "Supervisor",
        "int",
        lambda e, c: None if (found := c.supervisor(e.manager_id)) is None else id_to_wire(found.employee_id),
    ),
    _f(
        None,
        "supervisorEId",
        "Supervisor",
        "int",
        lambda e, c: None if (found := c.supervisor(e.manager_id)) is None else id_to_wire(found.employee_id),
    ),
    _f(None, "lastChanged", "Last changed", "timestamp", lambda e, _: instant_to_wire(e.updated_at)),
    _f(None, "preferredName", "Preferred Name", "text", lambda *_: None),
    _f(None, "middleName", "Middle Name", "text", lambda *_: None),
)


def alias_of(custom: CustomField) -> str:
    """Name a custom field as this vendor does: `customShirtSize` for `shirt_size`."""
    return "custom" + "".join(part.capitalize() for part in custom.field_id.split("_"))


def fields_of(custom: Mapping[str, CustomField]) -> list[Field]:
    """Return every field; sensitive custom ones are not for the key's user to see."""
    made = list(_FIELDS)
    for number, each in enumerate(custom.values()):
        if not each.sensitive:
            made.append(_custom(FIRST_CUSTOM + number, each))
    return made


def _custom(number: int, field: CustomField) -> Field:
    def read(employee: Employee, _: Company) -> Any:
        return employee.custom.get(field.field_id)

    return Field(
        id=number, alias=alias_of(field), name=field.label, type=_TYPES[field.type], read=read, follows=("custom",)
    )


def by_name(fields: Iterable[Field]) -> dict[str, Field]:
    """Return fields by every name that a request may use: alias, or number."""
    found: dict[str, Field] = {}
    for each in fields:
        found[each.alias] = each
        if each.id is not None:
            found[str(each.id)] = each
    return found


def read_fields(
    employee: Employee, wanted: Iterable[str], fields: Mapping[str, Field], company: Company
) -> dict[str, Any]:
    """Read the fields that are asked for, under the names they are asked by; what is unknown is left out."""
    row = {"id": id_to_wire(employee.employee_id)}
    for name in wanted:
        if name in fields:
            row[name] = fields[name].read(employee, company)
    return row
