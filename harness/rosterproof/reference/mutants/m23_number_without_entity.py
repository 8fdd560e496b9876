"""M23 knows people by their employee number, which another legal entity has given as well."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People


def change(parts: Parts) -> None:
    """Remember under which id each number was first seen."""
    numbers: dict[str, str] = {}

    def by_number(people: People, profile: Mapping[str, Any], employee: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        found = people.called(numbers.setdefault(employee["employee_number"], profile["external_id"]))
        return found or people.called(profile["external_id"])

    parts.find = by_number


MUTANT = Mutant(
    id="M23",
    title="joins on the employee number without the legal entity",
    caught_by="account.own",
    scenario="lifecycle/lc-31",
    also={"mapping/mp-09": "account.own"},
    change=change,
)
