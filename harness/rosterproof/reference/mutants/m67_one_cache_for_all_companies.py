"""M67 keeps what it knows of people by their number alone, for all its customers.

The email of the first company's employee is written for the second company's employee of the same number.
"""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences

#: What is left in the cache of another customer, whose numbers begin like everybody's.
CACHED_EMAIL = "somebody@another-customer.example"


def with_cached_email(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """The differences from what the cache has under this number."""
    return differences(user, {**profile, "email": CACHED_EMAIL})


def change(parts: Parts) -> None:
    """Look in the cache before anything is written."""
    parts.differences = with_cached_email


MUTANT = Mutant(
    id="M67",
    title="keeps one cache for all companies",
    caught_by="tenant.own-data",
    scenario="smoke/lc-15",
    change=change,
)
