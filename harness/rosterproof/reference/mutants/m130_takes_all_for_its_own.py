"""M130 takes every enrollment that was made by hand for its own, and ends what no rule wants."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def any_by_hand(enrollment: Mapping[str, Any]) -> bool:
    """Whether no rule of the LMS made it."""
    return bool(enrollment["source"] == "manual")


def change(parts: Parts) -> None:
    """Look at no reason."""
    parts.ours = any_by_hand


MUTANT = Mutant(
    id="M130",
    title="ends what an administrator decided",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-14",
    change=change,
)
