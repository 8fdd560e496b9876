"""M122 reads whom a rule means and not whom it leaves out."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.rulebook import fulfills


def without_exclusions(rule: Mapping[str, Any], user: Mapping[str, Any]) -> bool:
    """Whether somebody is in the audience."""
    return fulfills(rule["audience"], user)


def change(parts: Parts) -> None:
    """Forget who is left out."""
    parts.means = without_exclusions


MUTANT = Mutant(
    id="M122",
    title="enrolls those whom a rule leaves out",
    caught_by="enrollment.none-extra",
    scenario="assignment/as-03-connector",
    change=change,
)
