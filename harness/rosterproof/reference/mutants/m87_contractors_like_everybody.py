"""M87 lets contractors in where the customer wants none."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def everybody(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Whoever works here is let in."""
    return entitled({**employee, "worker_type": "employee"}, policy, now)


def change(parts: Parts) -> None:
    """Know no kinds of contract."""
    parts.entitled = everybody


MUTANT = Mutant(
    id="M87",
    title="gives contractors accounts whatever the policy says",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-30-none",
    change=change,
)
