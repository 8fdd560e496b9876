"""Whether a value fits a custom field, and how it is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from rosterproof_sim.domain.words.calendar import read_day
from rosterproof_sim.domain.words.custom import CustomField, CustomValue, CustomValues
from rosterproof_sim.domain.words.refusals import Invalid

#: What every reader of JSON keeps exact.
_LARGEST = 2**53 - 1
_LONGEST = 255


def check_fields(fields: Iterable[CustomField]) -> None:
    """Raise Invalid where a field is defined twice, a choice has no options, or anything else has some."""
    found = tuple(fields)
    for number, field in enumerate(found):
        where = f"custom_fields[{number}]"
        if (field.type == "choice") != bool(field.options):
            raise Invalid(f"{where}.options", "a choice has options, and no other type has")
        if len(set(field.options)) != len(field.options):
            raise Invalid(f"{where}.options", "an option stands there twice")
    for field_id, times in Counter(field.field_id for field in found).items():
        if times > 1:
            raise Invalid("custom_fields", f"{field_id!r} is defined {times} times")


def read_values(values: Mapping[str, Any], fields: Mapping[str, CustomField], *, hire: bool) -> dict[str, CustomValue]:
    """Read values for fields that are defined; raises Invalid that names the field.

    >>> fields = {"badge": CustomField(field_id="badge", label="Badge", type="integer")}
    >>> read_values({"badge": 7}, fields, hire=False)
    {'badge': 7}
    """
    unknown = [name for name in values if name not in fields]
    if unknown:
        known = ", ".join(fields) or "none"
        raise Invalid(f"custom.{unknown[0]}", f"is no custom field of this company; there are {known}")
    missing = [name for name, field in fields.items() if hire and field.required and values.get(name) is None]
    if missing:
        raise Invalid(f"custom.{missing[0]}", "is required of everyone hired")
    return {name: _read(fields[name], value) for name, value in values.items() if not hire or value is not None}


def changed_values(before: CustomValues, change: CustomValues) -> dict[str, CustomValue]:
    """Return the values after a change; what was cleared is gone.

    >>> changed_values({"badge": 7, "shift": "day"}, {"badge": None, "shift": "night"})
    {'shift': 'night'}
    """
    return {name: value for name, value in {**before, **change}.items() if value is not None}


def _read(field: CustomField, value: Any) -> CustomValue:
    if value is None:
        if field.required:
            raise Invalid(f"custom.{field.field_id}", "is required and cannot be cleared")
        return None
    if not _fits(field, value):
        raise Invalid(f"custom.{field.field_id}", f"{value!r} is not {_WANTED[field.type]}{_options(field)}")
    return float(value) if field.type == "decimal" else value


def _fits(field: CustomField, value: Any) -> bool:
    match field.type:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
        case "decimal":
            return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _LARGEST
        case "date":
            return isinstance(value, str) and _is_day(value)
        case "choice":
            return value in field.options
    return isinstance(value, str) and len(value) <= _LONGEST


def _is_day(text: str) -> bool:
    try:
        read_day(text)
    except ValueError:
        return False
    return True


def _options(field: CustomField) -> str:
    return f": {', '.join(field.options)}" if field.options else ""


_WANTED: Mapping[str, str] = {
    "text": f"a text of up to {_LONGEST} characters",
    "integer": "a whole number",
    "decimal": "a number",
    "boolean": "true or false",
    "date": "a date like 2026-03-02",
    "choice": "one of the options",
}
