"""M89 keeps to a guard of its own making: where the customer wants none, leavers stay in."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, too_many


def a_tenth(closing: int, opened: int, policy: Mapping[str, Any]) -> bool:
    """Ask nobody how many are too many."""
    return too_many(closing, opened, {**policy, "mass_change_guard_percent": 10})


def change(parts: Parts) -> None:
    """Know better."""
    parts.too_many = a_tenth


MUTANT = Mutant(
    id="M89",
    title="guards against mass changes where the policy wants no guard",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-32-unguarded",
    change=change,
)
