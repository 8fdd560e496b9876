"""The fields of an account as an integration sends them: JSON values in, values of the words out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, get_args

from rosterproof_sim.domain.rules.notation import day_from
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
}
_STATUSES = get_args(ProfileStatus)


def read_new(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields of a new account; what is absent is null, but for a `username`, which is left out."""
    for name in ("external_id", "given_name"):
        if name not in fields:
            raise Invalid(name, "is required")
    empty = {name: None for name, nullable in _FIELDS.items() if nullable}
    return empty | read_patch(fields)


def read_patch(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields that are to change."""
    return {name: _read(name, value) for name, value in fields.items()}


def _read(name: str, value: Any) -> str | date | None:
    if name not in _FIELDS:
        raise Invalid(name, f"is not a field of a user that can be set; there are {', '.join(_FIELDS)}")
    if value is None:
        if _FIELDS[name]:
            return None
        raise Invalid(name, "cannot be null")
    if name == "hire_date":
        return value if isinstance(value, date) else day_from(name, value)
    if name == "employment_status" and value not in _STATUSES:
        raise Invalid(name, f"{value!r} is not one of {', '.join(_STATUSES)} or null")
    if not isinstance(value, str):
        raise Invalid(name, f"{value!r} is not text")
    return value
