"""M36 escapes for a page what goes into a record: O'Neil is O&#x27;Neil from then on."""

from collections.abc import Mapping
from html import escape
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def escaped(rule: Mapping[str, Any], value: Any) -> Any:
    """The value as HTML would want it."""
    found = value_for(rule, value)
    return escape(found) if rule["lms"] in ("given_name", "family_name") and found is not None else found


def change(parts: Parts) -> None:
    """Do so with names."""
    parts.translate = escaped


MUTANT = Mutant(
    id="M36",
    title="escapes text on the way",
    caught_by="profile.true",
    scenario="mapping/mp-23",
    change=change,
)
