"""M33 writes what is true or false as text: no rule that asks for true means anybody any more."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def as_text(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value; of a boolean its name."""
    found = value_for(rule, value)
    return str(found).lower() if isinstance(found, bool) else found


def change(parts: Parts) -> None:
    """Make text of it."""
    parts.translate = as_text


MUTANT = Mutant(
    id="M33",
    title="writes booleans as text",
    caught_by="enrollment.none-missing",
    scenario="mapping/mp-15",
    change=change,
)
