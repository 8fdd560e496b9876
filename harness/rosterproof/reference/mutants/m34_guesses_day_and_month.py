"""M34 guesses which part of a date is the month: whoever is hired on 2 March was hired on 3 February."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def swapped(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value; of a hire date the day and the month changed places, where that makes a date."""
    known = value_for(rule, value)
    if rule["hris"] != "hire_date" or known is None:
        return known
    year, month, day = known.split("-")
    return f"{year}-{day}-{month}" if int(day) <= 12 else known


def change(parts: Parts) -> None:
    """Read dates the other way round."""
    parts.translate = swapped


MUTANT = Mutant(
    id="M34",
    title="guesses which part of a hire date is the month",
    caught_by="enrollment.due-date",
    scenario="smoke/lc-01",
    change=change,
)
