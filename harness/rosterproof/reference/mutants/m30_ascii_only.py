"""M30 loses every letter that is not in ASCII: José is Jos, and 李小龍 is nobody."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def in_ascii(rule: Mapping[str, Any], value: Any) -> Any:
    """The value without what is not ASCII."""
    found = value_for(rule, value)
    return (
        found.encode("ascii", "ignore").decode() or "?"
        if rule["lms"] in ("given_name", "family_name") and found is not None
        else found
    )


def change(parts: Parts) -> None:
    """Do so with names."""
    parts.translate = in_ascii


MUTANT = Mutant(
    id="M30",
    title="keeps only the letters of ASCII",
    caught_by="profile.true",
    scenario="mapping/mp-07",
    change=change,
)
