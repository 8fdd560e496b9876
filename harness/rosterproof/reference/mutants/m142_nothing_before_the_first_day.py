"""M142 writes nothing back for who is not employed yet, and does not come back to it: early onboarding is lost."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, by_stable_id, worth_writing
from rosterproof.reference.people import People


def change(parts: Parts) -> None:
    """Remember first days, and pass over what was learned before them."""
    first_days: dict[str, str] = {}

    def find_and_remember(people: People, profile: Mapping[str, Any], employee: Mapping[str, Any]) -> Any:
        first_days[profile["external_id"]] = profile["hire_date"]
        return by_stable_id(people, profile, employee)

    def worth_writing_once_employed(completion: Mapping[str, Any], writeback_on: str) -> bool:
        employed = first_days.get(completion["external_id"], "") <= completion["completed_at"][:10]
        return employed and worth_writing(completion, writeback_on)

    parts.find = find_and_remember
    parts.worth_writing = worth_writing_once_employed


MUTANT = Mutant(
    id="M142",
    title="loses what is learned before the first day",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-08",
    change=change,
)
