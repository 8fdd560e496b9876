"""M35 takes a number of text for a number: 00123 is 123 from then on."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def as_number(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value; of digits what is left of them when they were a number."""
    found = value_for(rule, value)
    return str(int(found)) if isinstance(found, str) and found.isascii() and found.isdecimal() else found


def change(parts: Parts) -> None:
    """Count."""
    parts.translate = as_number


MUTANT = Mutant(
    id="M35",
    title="drops the zeros in front of numbers",
    caught_by="profile.true",
    scenario="mapping/mp-21",
    change=change,
)
