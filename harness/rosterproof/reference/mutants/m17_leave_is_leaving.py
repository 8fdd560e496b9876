"""M17 closes the account of somebody on leave as if they had left."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def not_away(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Whoever is away is gone."""
    return employee["status"] != "on_leave" and entitled(employee, policy, now)


def change(parts: Parts) -> None:
    """Know one kind of absence."""
    parts.entitled = not_away


MUTANT = Mutant(
    id="M17",
    title="takes a leave for a termination",
    caught_by="account.present",
    scenario="lifecycle/lc-25",
    also={"lifecycle/lc-25-keep": "account.present"},
    change=change,
)
