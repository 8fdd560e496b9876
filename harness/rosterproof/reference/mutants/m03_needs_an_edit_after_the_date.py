"""M03 opens the account of a future hire only when the record is edited after the first day: a day tells it nothing."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Remember who was hired for later, and wait for an edit."""
    waiting: set[str] = set()

    def edited_since(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
        if employee["status"] == "pre_hire":
            waiting.add(employee["employee_id"])
        untouched = employee["updated_at"][:10] <= employee["hire_date"]
        return entitled(employee, policy, now) and not (employee["employee_id"] in waiting and untouched)

    parts.entitled = edited_since


MUTANT = Mutant(
    id="M03",
    title="opens an account on the first day only if somebody edits the record later",
    caught_by="account.present",
    scenario="lifecycle/lc-02",
    change=change,
)
