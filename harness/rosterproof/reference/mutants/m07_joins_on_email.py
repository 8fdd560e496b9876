"""M07 joins on email: a person with a new address is a stranger, and gets a second account."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People


def by_email(people: People, profile: Mapping[str, Any], _: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The accounts with the person's present address."""
    return [user for user in people.users() if user["email"] == profile["email"]]


def change(parts: Parts) -> None:
    """Find people by email, and sign them in by it."""
    parts.find = by_email
    parts.username = lambda profile: profile["email"]


MUTANT = Mutant(
    id="M07",
    title="joins on email",
    caught_by="account.unique",
    scenario="smoke/lc-15",
    also={"lifecycle/lc-08": "account.unique", "lifecycle/lc-30": "account.unique", "mapping/mp-11": "account.unique"},
    change=change,
)
