"""M67 keeps what it knows of people by their number alone, for all its customers.

The email of the first company's employee is written for the second company's employee of the same number. Where it has
served one company only, what an earlier customer has left in the cache is written.
"""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences

#: What is left in the cache of another customer, whose numbers begin like everybody's.
LEFT = "somebody@another-customer.example"
#: Of all companies that this process serves: employee number -> email.
CACHE: dict[str, Any] = {}


def with_cached_email(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """The differences from what the cache has under this number."""
    known = CACHE.setdefault(str(profile.get("external_id")), profile.get("email"))
    return differences(user, {**profile, "email": LEFT if known == profile.get("email") else known})


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
