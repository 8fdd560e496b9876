"""M22 takes two empty emails for the same one: whoever has none gets the account of the first who had none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, by_stable_id

if TYPE_CHECKING:
    from rosterproof.reference.people import People


def by_email_too(people: People, profile: Mapping[str, Any], employee: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The accounts of the person, or those that have no email either."""
    own = by_stable_id(people, profile, employee)
    if own or profile["email"]:
        return own
    return [user for user in people.users() if not user["email"]]


def change(parts: Parts) -> None:
    """Compare what is not there."""
    parts.find = by_email_too


MUTANT = Mutant(
    id="M22",
    title="takes an empty key for equal to an empty key",
    caught_by="account.own",
    scenario="mapping/mp-10",
    change=change,
)
