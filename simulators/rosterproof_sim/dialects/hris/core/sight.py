"""What the asker may see of an employee: every field, or every field but the sensitive ones.

What may not be seen is absent, never null: null says that there is no value, and that would be told too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rosterproof_sim.dialect import Asked
from rosterproof_sim.dialect.contract.document import resolve
from rosterproof_sim.domain.words.custom import CustomField, CustomType
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.callers import bearer
from rosterproof_sim.web.fields import Field, Kind
from rosterproof_sim.web.listing import Listing
from rosterproof_sim.web.tenant import Tenant

SCOPE = "employees.sensitive"
#: Standard fields that are sensitive.
SENSITIVE = frozenset({"national_id"})
_FILTERED: Mapping[CustomType, Kind] = {
    "text": "text",
    "choice": "text",
    "integer": "number",
    "boolean": "truth",
    "date": "day",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What one asker may see; `fields` are the custom ones of the company."""

    fields: Mapping[str, CustomField]
    whole: bool

    @classmethod
    def of(cls, asked: Asked[Tenant]) -> "Sight":
        """Return what the one who asks may see."""
        tenant = asked.place
        return cls(fields=tenant.world.hris.custom_fields(), whole=SCOPE in tenant.scopes_of(bearer(asked.headers)))

    @property
    def hidden(self) -> frozenset[str]:
        """The names of what may not be seen."""
        if self.whole:
            return frozenset()
        return SENSITIVE | {f"custom.{name}" for name, field in self.fields.items() if field.sensitive}

    @property
    def listing(self) -> Listing:
        """The list of employees, with its custom fields."""
        inside = {f"custom.{name}": _filtered(field) for name, field in self.fields.items()}
        return Listing(word=Employee, key="employee_id", inside=inside, hidden=self.hidden)

    def to_wire(self, employee: Employee) -> dict[str, Any]:
        """Write what may be seen of an employee; a custom field without a value is null."""
        row = written(employee)
        shown = (name for name, field in self.fields.items() if self.whole or not field.sensitive)
        row["custom"] = {name: employee.custom.get(name) for name in shown}
        return row if self.whole else {name: value for name, value in row.items() if name not in SENSITIVE}

    def told(self, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Tell of every field what it is; of the standard ones, as the contract has them."""
        schemas = document["components"]["schemas"]
        for name, node in schemas["EmployeeFields"]["properties"].items():
            if name != "custom":
                schema = resolve(document, node)
                types = _types(schema)
                yield {
                    "name": name,
                    "label": name.replace("_", " ").capitalize(),
                    "type": _type(types, schema),
                    "access": self._access(name),
                    "custom": False,
                    "sensitive": name in SENSITIVE,
                    "required": "null" not in types,
                    "options": [each for each in schema.get("enum", ()) if each is not None],
                    "since": None,
                }
        for field in self.fields.values():
            told = written(field)
            name = f"custom.{told.pop('field_id')}"
            yield {"name": name, "access": self._access(name), "custom": True, **told}

    def _access(self, name: str) -> str:
        return "none" if name in self.hidden else "read"


def _filtered(field: CustomField) -> Field | None:
    """Return how a custom field is filtered by; a decimal is not."""
    kind = _FILTERED.get(field.type)
    return None if kind is None else Field(name=f"custom.{field.field_id}", kind=kind, choices=field.options)


def _types(schema: Mapping[str, Any]) -> list[str]:
    """Return every type that a schema allows."""
    found = schema.get("type", ["object", *(each["type"] for each in schema.get("oneOf", ()) if "type" in each)])
    return found if isinstance(found, list) else [found]


def _type(types: list[str], schema: Mapping[str, Any]) -> str:
    """Name the type of a standard field as custom fields name theirs."""
    if "enum" in schema:
        return "choice"
    if "string" in types:
        return {"date": "date", "date-time": "instant"}.get(schema.get("format", ""), "text")
    return {"integer": "integer", "number": "decimal", "boolean": "boolean", "array": "list"}.get(types[0], "object")
