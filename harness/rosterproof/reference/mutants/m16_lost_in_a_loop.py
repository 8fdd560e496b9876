"""M16 walks up from manager to manager, gives up in a loop, and whoever reports into it is never written."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People

#: So many steps up are taken for endless.
DEPTH = 50


def has_a_top(people: People, profile: Mapping[str, Any]) -> bool:
    """Walk up to the head of the company."""
    manager, steps = profile["manager_external_id"], 0
    while manager is not None and steps < DEPTH:
        found = people.called(manager)
        manager, steps = (found[0]["manager_external_id"] if found else None), steps + 1
    return steps < DEPTH


def change(parts: Parts) -> None:
    """Write only who has a top above them."""
    parts.mappable = has_a_top


MUTANT = Mutant(
    id="M16",
    title="loses whoever reports into a loop of managers",
    caught_by="account.present",
    scenario="lifecycle/lc-23",
    change=change,
)
