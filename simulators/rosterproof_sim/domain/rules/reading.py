"""Reading a word from plain JSON values: every field known, none missing, and an error that says where and what."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any, TypeVar, cast

from rosterproof_sim.domain.words.calendar import read_day, read_instant
from rosterproof_sim.domain.words.refusals import Invalid

Word = TypeVar("Word")


def made(kind: type[Word], values: Mapping[str, Any], where: str) -> Word:
    """Make a word from its fields; name the first that is unknown or missing.

    A field whose name Python keeps to itself (`from_`, `any_`) is read under the name without its underscore.
    """
    known = {each.name.rstrip("_"): each for each in fields(cast(Any, kind))}
    for name in values:
        if name not in known:
            raise Invalid(f"{where}{name}", f"is not a field here; there are {', '.join(known)}")
    for name, each in known.items():
        if each.default is MISSING and each.default_factory is MISSING and name not in values:
            raise Invalid(f"{where}{name}", "is required")
    return kind(**{known[name].name: value for name, value in values.items()})


def day_from(where: str, value: object) -> date:
    """Read a day."""
    try:
        return read_day(str(value))
    except ValueError as wrong:
        raise Invalid(where, str(wrong)) from None


def instant_from(where: str, value: object) -> datetime:
    """Read an instant."""
    try:
        return read_instant(str(value))
    except ValueError as wrong:
        raise Invalid(where, str(wrong)) from None
