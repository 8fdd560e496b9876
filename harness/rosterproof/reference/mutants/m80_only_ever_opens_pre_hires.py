"""M80 opens an account ahead and never asks again whether that was right: a start put off by months leaves it open."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Whoever was let in once before the first day stays in."""
    opened: set[str] = set()

    def once_opened(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
        if entitled(employee, policy, now):
            opened.add(employee["employee_id"])
            return True
        return employee["status"] == "pre_hire" and employee["employee_id"] in opened

    parts.entitled = once_opened


MUTANT = Mutant(
    id="M80",
    title="keeps an account that was opened before a start that was then put off",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-04-preboarded",
    change=change,
)
