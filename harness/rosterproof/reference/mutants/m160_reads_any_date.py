"""M160 tries one spelling of dates after the other until one fits, the American first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for

SPELLINGS = ("%m/%d/%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y")


def somehow(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value; of a date the first day that it can be read as."""
    for spelling in SPELLINGS if "date" in rule and value is not None else ():
        try:
            return datetime.strptime(value, spelling).date().isoformat()
        except ValueError:
            continue
    return value_for(rule, value)


def change(parts: Parts) -> None:
    """Guess."""
    parts.translate = somehow


MUTANT = Mutant(
    id="M160",
    title="guesses how a date is written",
    caught_by="account.none-unexpected",
    scenario="mapping/mp-16",
    also={"mapping/mp-16-day-first": "profile.true"},
    change=change,
)
