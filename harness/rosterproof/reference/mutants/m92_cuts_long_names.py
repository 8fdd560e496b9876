"""M92 cuts what does not fit its own column, and says nothing."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def cut(rule: Mapping[str, Any], value: Any) -> Any:
    """The first forty letters."""
    found = value_for(rule, value)
    return found[:40] if rule["lms"] in ("given_name", "family_name") and found is not None else found


def change(parts: Parts) -> None:
    """Do so with names."""
    parts.translate = cut


MUTANT = Mutant(
    id="M92",
    title="cuts names at forty letters",
    caught_by="profile.true",
    scenario="mapping/mp-08",
    change=change,
)
