"""The fields of an account as an integration sends them: JSON values in, values of the words out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from rosterproof_sim.domain.rules.dates import is_zone
from rosterproof_sim.domain.rules.reading import day_from
from rosterproof_sim.domain.words.learning import ProfileStatus
from rosterproof_sim.domain.words.refusals import Invalid

#: Every field that an integration may send -> whether null may stand in it.
_FIELDS = {
    "external_id": False,
    "username": False,
    "given_name": False,
    "family_name": True,
    "email": True,
    "job_title": True,
    "department": True,
    "location": True,
    "manager_external_id": True,
    "hire_date": True,
    "employment_status": True,
    "country": True,
    "worker_type": True,
    "position_start_date": True,
    "time_zone": True,
    "custom": False,
}
_STATUSES = get_args(ProfileStatus)


def read_new(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields of a new account; what is absent is null, but for a `username`, which is left out."""
    for name in ("external_id", "given_name"):
        if name not in fields:
            raise Invalid(name, "is required")
    empty: dict[str, Any] = {name: None for name, nullable in _FIELDS.items() if nullable}
    return empty | {"custom": {}} | read_patch(fields)


def read_patch(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields that are to change."""
    return {name: _read(name, value) for name, value in fields.items()}


def _read(name: str, value: Any) -> Any:
    if name not in _FIELDS:
        raise Invalid(name, f"is not a field of a user that can be set; there are {', '.join(_FIELDS)}")
    if value is None:
        if _FIELDS[name]:
            return None
        raise Invalid(name, "cannot be null")
    if name == "custom":
        return _custom(value)
    if name in ("hire_date", "position_start_date"):
        return value if isinstance(value, date) else day_from(name, value)
    if name == "employment_status" and value not in _STATUSES:
        raise Invalid(name, f"{value!r} is not one of {', '.join(_STATUSES)} or null")
    if not isinstance(value, str):
        raise Invalid(name, f"{value!r} is not text")
    if name == "time_zone" and not is_zone(value):
        raise Invalid(name, f"{value!r} is not a time zone of the IANA database, like Europe/Oslo")
    return value


def _custom(values: Any) -> dict[str, Any]:
    """Read custom fields: text, numbers, true and false; null takes a field away."""
    if not isinstance(values, Mapping):
        raise Invalid("custom", f"{values!r} is not an object of custom fields")
    for name, value in values.items():
        if value is not None and not isinstance(value, str | int | float | bool):
            raise Invalid(f"custom.{name}", f"{value!r} is not text, a number, true or false")
    return dict(values)
