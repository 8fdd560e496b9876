"""M91 skips what is empty: a value that HR takes away stays in the LMS for ever."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences


def without_empty(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Every difference that brings a value."""
    return {field: value for field, value in differences(user, profile).items() if value is not None}


def change(parts: Parts) -> None:
    """Send no empty value."""
    parts.differences = without_empty


MUTANT = Mutant(
    id="M91",
    title="never clears a value",
    caught_by="profile.true",
    scenario="mapping/mp-05",
    change=change,
)
