"""M08 takes the first of several employments, which for somebody who came back is the one that ended."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def of_the_first(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Ask whether the first employment goes on."""
    return entitled(employee, policy, now) and employee["employments"][0]["to"] is None


def change(parts: Parts) -> None:
    """Decide by the first employment."""
    parts.entitled = of_the_first


MUTANT = Mutant(
    id="M08",
    title="reads the first of several employments",
    caught_by="account.present",
    scenario="lifecycle/lc-08",
    change=change,
)
