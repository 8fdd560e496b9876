"""M28 takes a field that is not there for an empty one: the next version of the HRIS blanks it for all staff."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import CUSTOM


def or_nothing(employee: Mapping[str, Any], field: str) -> Any:
    """The value, or None."""
    custom = employee.get("custom", {})
    return custom.get(field.removeprefix(CUSTOM)) if field.startswith(CUSTOM) else employee.get(field)


def change(parts: Parts) -> None:
    """Miss nothing."""
    parts.source = or_nothing


MUTANT = Mutant(
    id="M28",
    title="blanks a field that the HRIS no longer sends",
    caught_by="profile.true",
    scenario="mapping/mp-04",
    also={"mapping/mp-04-skip": "profile.true"},
    change=change,
)
