"""M161 lets a day that is none roll over into the next month: 30 February is 2 March."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import Unknown, value_for


def rolled(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value; of a date that cannot be the day so many days after the first of its month."""
    try:
        return value_for(rule, value)
    except Unknown:
        if "date" not in rule:
            raise
        year, month, day = (int(part) for part in value.split("-"))
        return (date(year, max(month, 1), 1) + timedelta(days=day - 1)).isoformat()


def change(parts: Parts) -> None:
    """Reckon on."""
    parts.translate = rolled


MUTANT = Mutant(
    id="M161",
    title="rolls impossible dates over",
    caught_by="account.none-unexpected",
    scenario="mapping/mp-17",
    change=change,
)
