"""M150 fills in a field that the mapping leaves to the LMS: what an administrator keeps there is overwritten."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences


def and_the_position(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """The differences, and the day on which the position began, taken to be the day of the hire."""
    return differences(user, {**profile, "position_start_date": profile["hire_date"]})


def change(parts: Parts) -> None:
    """Write one field more."""
    parts.differences = and_the_position


MUTANT = Mutant(
    id="M150",
    title="writes a field that the mapping does not name",
    caught_by="profile.own-fields",
    scenario="smoke/lc-12",
    change=change,
)
