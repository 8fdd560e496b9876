"""M123 takes people off a course that no rule wants any more, begun or not, whatever the policy says."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def all_of_it(_: Mapping[str, Any], __: str) -> bool:
    """Whatever no rule wants ends."""
    return True


def change(parts: Parts) -> None:
    """Clear everything away."""
    parts.left = all_of_it


MUTANT = Mutant(
    id="M123",
    title="takes people off courses that they have begun",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-05",
    change=change,
)
