"""M77 finds people by their name: after a wedding somebody is a stranger, and gets a second account."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People


def by_name(people: People, profile: Mapping[str, Any], _: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The accounts with just this name."""
    name = profile["given_name"], profile["family_name"]
    return [user for user in people.users() if (user["given_name"], user["family_name"]) == name]


def change(parts: Parts) -> None:
    """Find people by name, and sign them in by a name that is made up."""
    parts.find = by_name
    parts.username = lambda profile: f"{profile['external_id']}.{profile['family_name']}".lower()


MUTANT = Mutant(
    id="M77",
    title="joins on name",
    caught_by="account.unique",
    scenario="lifecycle/lc-20",
    change=change,
)
