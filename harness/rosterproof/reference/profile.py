"""From an HRIS record to an LMS profile, as the mapping file says. Pure.

A record that cannot be mapped is held: nothing is written for it and it is reported. Guessing a department, or dropping
the person in silence, would both be worse.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

#: What joins a person in the one system to an account in the other, where the mapping names nothing else.
KEY = {"hris": "employee_id", "lms": "external_id"}


#: What the name of a custom field begins with, on both sides.
CUSTOM = "custom."
#: How days are written, in the words of the mapping file, and in those of strptime.
DATES = {"YYYY-MM-DD": "%Y-%m-%d", "DD/MM/YYYY": "%d/%m/%Y", "MM/DD/YYYY": "%m/%d/%Y", "DD.MM.YYYY": "%d.%m.%Y"}
FIRST_DAY, LAST_DAY = date(1901, 1, 1), date(2199, 12, 31)
#: The value of a field that is left in the LMS as it is.
AS_IT_IS = object()

Rule = Mapping[str, Any]


class Held(Exception):
    """The record cannot be mapped; `field` names the HRIS field and `reason` what is wrong with it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Unknown(Held):
    """The mapping cannot translate a value. The customer's policy says what comes of it."""


def value_for(rule: Rule, value: Any) -> Any:
    """The LMS value for one HRIS value.

    Raises:
        Held: the value is missing although it is required.
        Unknown: the mapping does not know it.
    """
    if value is None:
        if rule.get("required"):
            raise Held(rule["hris"], "is missing")
        return None
    if "date" in rule:
        return _day(rule, value)
    values = rule.get("values")
    if values is None:
        return value
    if rule.get("match") == "folded":
        values = {_folded(known): counterpart for known, counterpart in values.items()}
        found = values.get(_folded(value))
    else:
        found = values.get(value)
    if found is None:
        raise Unknown(rule["hris"], f"{value!r} is not in the mapping")
    return found


def value_in(employee: Mapping[str, Any], field: str) -> Any:
    """The value of an HRIS field, type and all.

    Raises:
        Unknown: the field is not there. That is no empty value: it may have another name by now, or be one that these
            credentials must not see.
    """
    custom = field.startswith(CUSTOM)
    record, name = (employee.get("custom", {}), field.removeprefix(CUSTOM)) if custom else (employee, field)
    if name not in record:
        raise Unknown(field, "is not shown to this connector" if custom else "is not in the record")
    return record[name]


def refuse(_: Rule, unknown: Unknown) -> Any:
    """What cannot be translated holds the record."""
    raise unknown


def profile_of(
    mapping: Mapping[str, Any],
    employee: Mapping[str, Any],
    translate: Callable[[Rule, Any], Any] = value_for,
    *,
    source: Callable[[Mapping[str, Any], str], Any] = value_in,
    unknown: Callable[[Rule, Unknown], Any] = refuse,
) -> dict[str, Any]:
    """The profile that the LMS should hold for this employee, its key among the fields.

    Raises:
        Held: a field cannot be mapped.
    """
    key = mapping.get("key", KEY)
    profile = {key["lms"]: employee[key["hris"]]}
    for rule in mapping["fields"]:
        try:
            value = translate(rule, source(employee, rule["hris"]))
        except Unknown as problem:
            value = unknown(rule, problem)
        if value is AS_IT_IS:
            continue
        if rule["lms"].startswith(CUSTOM):
            profile.setdefault("custom", {})[rule["lms"].removeprefix(CUSTOM)] = value
        else:
            profile[rule["lms"]] = value
    return profile


def course_for(mapping: Mapping[str, Any], course: str) -> str:
    """The HRIS code of an LMS course."""
    return str(mapping.get("courses", {}).get(course, course))


def _folded(text: Any) -> Any:
    """Codes are typed by people: case, and space around or doubled, make no other code."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()) if isinstance(text, str) else text


def _day(rule: Rule, value: Any) -> str | None:
    """A day in the declared spelling and no other: who guesses takes 3 April for 4 March."""
    if value == rule.get("open_end"):
        return None
    spelling = DATES[rule["date"]]
    try:
        day = datetime.strptime(str(value), spelling).date()
    except ValueError:
        raise Unknown(rule["hris"], f"{value!r} is no day written {rule['date']}") from None
    if day.strftime(spelling) != value or not FIRST_DAY <= day <= LAST_DAY:
        raise Unknown(rule["hris"], f"{value!r} is no day written {rule['date']} that can be")
    return day.isoformat()
