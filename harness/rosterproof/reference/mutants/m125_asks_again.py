"""M125 enrolls without a look at what was passed before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def never(_: list[Mapping[str, Any]], __: date) -> bool:
    """Nothing that is held spares anybody a course."""
    return False


def change(parts: Parts) -> None:
    """Forget what was passed."""
    parts.met = never


MUTANT = Mutant(
    id="M125",
    title="sends people to courses that they have passed",
    caught_by="enrollment.none-extra",
    scenario="assignment/as-07",
    change=change,
)
