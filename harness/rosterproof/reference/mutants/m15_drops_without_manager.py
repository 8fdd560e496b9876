"""M15 drops a record because its manager is not there yet."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.people import People


def manager_known(people: People, profile: Mapping[str, Any]) -> bool:
    """Ask for the manager first."""
    manager = profile["manager_external_id"]
    return manager is None or bool(people.called(manager))


def change(parts: Parts) -> None:
    """Write nobody who refers to somebody unknown."""
    parts.mappable = manager_known


MUTANT = Mutant(
    id="M15",
    title="drops a record whose manager it does not know",
    caught_by="account.present",
    scenario="lifecycle/lc-22",
    change=change,
)
