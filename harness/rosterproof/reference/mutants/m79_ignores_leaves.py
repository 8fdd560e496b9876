"""M79 knows no leave: where the customer wants nobody in who is away, the account stays open."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def as_if_at_work(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Whoever is employed has an account."""
    return employee["status"] == "on_leave" or entitled(employee, policy, now)


def change(parts: Parts) -> None:
    """Take a leave for work."""
    parts.entitled = as_if_at_work


MUTANT = Mutant(
    id="M79",
    title="keeps the account open through a leave that suspends access",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-25-suspend",
    change=change,
)
