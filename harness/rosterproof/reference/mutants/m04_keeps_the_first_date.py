"""M04 schedules the account for the first day it is told, and keeps to it when the start is moved."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Remember the first day that was ever said."""
    planned: dict[str, str] = {}

    def as_planned(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
        if employee["status"] == "pre_hire":
            planned.setdefault(employee["employee_id"], employee["hire_date"])
        if employee["status"] in ("pre_hire", "active") and employee["employee_id"] in planned:
            return planned[employee["employee_id"]] <= now[:10]
        return entitled(employee, policy, now)

    parts.entitled = as_planned


MUTANT = Mutant(
    id="M04",
    title="keeps to the first date it was told for a start",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-04",
    also={"lifecycle/lc-05": "account.present"},
    change=change,
)
