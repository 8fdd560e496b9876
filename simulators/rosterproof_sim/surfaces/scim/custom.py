"""Custom fields: an object of JSON values in the LMS, a list of named texts with their types in the standard."""

import re
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

import orjson

from rosterproof_sim.domain.words.refusals import Invalid

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
#: Of a whole number that a database keeps.
_LARGEST = 1 << 63
_TRUTHS = {"true": True, "false": False}
_WHERE = "customFields"


def custom_to_scim(custom: Mapping[str, Any]) -> list[dict[str, str]] | None:
    """Write custom fields.

    >>> custom_to_scim({"shift": "A", "licensed": True})
    [{'name': 'shift', 'value': 'A', 'type': 'text'}, {'name': 'licensed', 'value': 'true', 'type': 'boolean'}]
    """
    return [{"name": name, **_written(value)} for name, value in custom.items()] or None


def custom_from_scim(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Read custom fields.

    >>> custom_from_scim([{"name": "hours", "value": "37.5", "type": "number"}, {"name": "shift", "value": "true"}])
    {'hours': 37.5, 'shift': 'true'}
    """
    found: dict[str, Any] = {}
    for row in rows:
        name = row.get("name")
        if not name or name in found:
            raise Invalid(_WHERE, f"each needs a name of its own, and {name!r} is none or stands twice")
        found[name] = _read(name, row.get("value"), row.get("type") or "text")
    return found


def _written(value: Any) -> dict[str, str]:
    if isinstance(value, bool):
        return {"value": "true" if value else "false", "type": "boolean"}
    if isinstance(value, int | float):
        return {"value": orjson.dumps(value).decode() if abs(value) < 1 << 53 else str(value), "type": "number"}
    return {"value": str(value), "type": "text"}


def _read(name: str, value: str | None, kind: str) -> Any:
    if value is None:
        raise Invalid(_WHERE, f"{name} has no value")
    if kind == "text":
        return value
    if kind == "boolean" and value in _TRUTHS:
        return _TRUTHS[value]
    if kind == "number" and (found := _NUMBER.fullmatch(value)) is not None and len(value) <= 300:
        number = float(value) if found[2] or found[3] else int(value)
        if (isinstance(number, int) and abs(number) < _LARGEST) or (isinstance(number, float) and isfinite(number)):
            return number
    raise Invalid(_WHERE, f"{name} is {value[:40]!r}, which is no {kind[:20]}; there are text, number and boolean")
