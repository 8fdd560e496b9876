"""M26 takes a default where a value is missing or unknown: people get somebody else's department, and training."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import Held, value_for


def or_the_first(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value, or the first the mapping knows."""
    try:
        return value_for(rule, value)
    except Held:
        return next(iter(rule.get("values", {"": "unknown"}).values()))


def change(parts: Parts) -> None:
    """Guess."""
    parts.translate = or_the_first


MUTANT = Mutant(
    id="M26",
    title="takes a default for a missing department",
    caught_by="account.none-unexpected",
    scenario="smoke/mp-01",
    also={
        "mapping/mp-02": "account.none-unexpected",
        "mapping/mp-22": "account.none-unexpected",
    },
    change=change,
)
