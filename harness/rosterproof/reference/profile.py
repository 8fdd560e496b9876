"""From an HRIS record to an LMS profile, as the mapping file says. Pure.

A record that cannot be mapped is held: nothing is written for it and it is reported. Guessing a department, or dropping
the person in silence, would both be worse.
"""

from collections.abc import Mapping
from typing import Any

#: What joins a person in the one system to an account in the other, where the mapping names nothing else.
KEY = {"hris": "employee_id", "lms": "external_id"}


#: What the name of a custom field begins with, on both sides.
CUSTOM = "custom."


class Held(Exception):
    """The record cannot be mapped; `field` names the HRIS field and `reason` what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def value_for(rule: Mapping[str, Any], value: Any) -> Any:
    """The LMS value for one HRIS value.

    Raises:
        Held: the value is missing although it is required, or the mapping does not know it.
    """
    if value is None:
        if rule.get("required"):
            raise Held(rule["hris"], "is missing")
        return None
    values = rule.get("values")
    if values is None:
        return value
    if value not in values:
        raise Held(rule["hris"], f"{value!r} is not in the mapping")
    return values[value]


def profile_of(mapping: Mapping[str, Any], employee: Mapping[str, Any], translate: Any = value_for) -> dict[str, Any]:
    """The profile that the LMS should hold for this employee, its key among the fields.

    Raises:
        Held: a field cannot be mapped.
    """
    key = mapping.get("key", KEY)
    profile = {key["lms"]: employee[key["hris"]]}
    for rule in mapping["fields"]:
        value = translate(rule, _value(employee, rule["hris"]))
        if rule["lms"].startswith(CUSTOM):
            profile.setdefault("custom", {})[rule["lms"].removeprefix(CUSTOM)] = value
        else:
            profile[rule["lms"]] = value
    return profile


def _value(employee: Mapping[str, Any], field: str) -> Any:
    """The value of an HRIS field, type and all.

    Raises:
        Held: a custom field is not there. That is no empty value: it may be one that these credentials must not see.
    """
    if not field.startswith(CUSTOM):
        return employee[field]
    custom = employee.get("custom", {})
    if field.removeprefix(CUSTOM) not in custom:
        raise Held(field, "is not shown to this connector")
    return custom[field.removeprefix(CUSTOM)]


def course_for(mapping: Mapping[str, Any], course: str) -> str:
    """The HRIS code of an LMS course."""
    return str(mapping.get("courses", {}).get(course, course))
