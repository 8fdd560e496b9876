"""M09 takes people for one who share any second key: a newcomer inherits what a leaver learned."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People


def by_id_or_email(people: People, profile: Mapping[str, Any], _: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The accounts with the id, or else with the address."""
    called = people.called(profile["external_id"])
    return called or [user for user in people.users() if user["email"] and user["email"] == profile["email"]]


def change(parts: Parts) -> None:
    """Look for another key where the first finds nobody."""
    parts.find = by_id_or_email


MUTANT = Mutant(
    id="M09",
    title="merges people with the same email",
    caught_by="account.own",
    scenario="lifecycle/lc-09",
    also={"mapping/mp-12": "account.own", "mapping/mp-14": "account.own"},
    change=change,
)
