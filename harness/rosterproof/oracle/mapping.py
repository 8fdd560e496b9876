"""What the mapping makes of a person: the profile that belongs in the LMS, or the reason why there is none.

A record is held where a required field is empty or a value has no counterpart: it is not written, and it is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rosterproof.oracle.people import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """A field that keeps a record from being written."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldMap:
    """One HRIS field and the LMS field it becomes."""

    hris: str
    lms: str
    required: bool
    values: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class Translation:
    """The connector's declared mapping."""

    hris_key: str
    lms_key: str
    fields: tuple[FieldMap, ...]
    courses: Mapping[str, str]

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> "Translation":
        """Read the mapping as it stands in evidence."""
        key = mapping.get("key", {})
        return cls(
            hris_key=key.get("hris", "employee_id"),
            lms_key=key.get("lms", "external_id"),
            fields=tuple(
                FieldMap(f["hris"], f["lms"], bool(f.get("required", False)), f.get("values"))
                for f in mapping.get("fields", ())
            ),
            courses=mapping.get("courses", {}),
        )

    def key(self, person: Person) -> str:
        """What the person's account is found by."""
        return str(person.value(self.hris_key) or "")

    def holds(self, person: Person) -> tuple[Hold, ...]:
        """Why the person's record is held; empty where it is not."""
        return tuple(hold for rule in self.fields if (hold := _hold(rule, person.value(rule.hris))))

    def profile(self, person: Person) -> dict[str, Any]:
        """LMS field -> value, for a record that is not held."""
        return {rule.lms: self.value(rule, person) for rule in self.fields}

    def value(self, rule: FieldMap, person: Person) -> Any:
        """What belongs in one LMS field, where it is not held."""
        return _translated(rule, person.value(rule.hris))

    def course_in_hris(self, course: str) -> str:
        """The HRIS's code of an LMS course."""
        return self.courses.get(course, course)


def _hold(rule: FieldMap, value: Any) -> Hold | None:
    if value is None:
        return Hold(field=rule.hris, reason=f"{rule.hris} is required and is empty") if rule.required else None
    if rule.values is not None and value not in rule.values:
        return Hold(field=rule.hris, reason=f"{rule.hris} {value!r} has no counterpart in the mapping")
    return None


def _translated(rule: FieldMap, value: Any) -> Any:
    return value if value is None or rule.values is None else rule.values[value]
