"""M124 enrolls and never takes anybody off: courses pile up with every change of a rule or of a job."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def none_of_it(_: Mapping[str, Any], __: str) -> bool:
    """Nothing ends."""
    return False


def change(parts: Parts) -> None:
    """Leave everything open."""
    parts.left = none_of_it


MUTANT = Mutant(
    id="M124",
    title="never takes anybody off a course",
    caught_by="enrollment.none-extra",
    scenario="assignment/as-05-all",
    also={
        "assignment/as-05": "enrollment.none-extra",
    },
    change=change,
)
