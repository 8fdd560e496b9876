"""M120 does not send where somebody works: rules that ask for a site mean nobody."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def without_site(rule: Mapping[str, Any], value: Any) -> Any:
    """Every field but the location."""
    return None if rule["lms"] == "location" else value_for(rule, value)


def change(parts: Parts) -> None:
    """Leave the location empty."""
    parts.translate = without_site


MUTANT = Mutant(
    id="M120",
    title="does not send the location",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-01",
    change=change,
)
