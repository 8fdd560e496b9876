"""M131 does not read which course does for another: a new edition calls everybody."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def none(_: Mapping[str, Any]) -> list[str]:
    """No course does for another."""
    return []


def change(parts: Parts) -> None:
    """Take every course by itself."""
    parts.accepted = none


MUTANT = Mutant(
    id="M131",
    title="sends people to a course although an equivalent one was passed",
    caught_by="enrollment.none-extra",
    scenario="assignment/as-15",
    change=change,
)
