"""M126 counts due dates from the day in UTC, which is tomorrow where people work in the evening."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def in_utc(_: Mapping[str, Any], now: str) -> date:
    """The day it is in UTC."""
    return datetime.fromisoformat(now).astimezone(UTC).date()


def change(parts: Parts) -> None:
    """Have one day for everybody."""
    parts.day_of = in_utc


MUTANT = Mutant(
    id="M126",
    title="counts due dates from the day in UTC",
    caught_by="enrollment.due-date",
    scenario="assignment/as-08",
    change=change,
)
