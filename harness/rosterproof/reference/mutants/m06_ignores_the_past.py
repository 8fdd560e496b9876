"""M06 looks from its last cycle on: a hire that is entered for an earlier day is never seen."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Take in whoever is there at first, and later only who begins that day."""
    started: list[str] = []
    known: set[str] = set()

    def not_from_before(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
        started.append(now)
        if now == started[0] or employee["hire_date"] >= now[:10]:
            known.add(employee["employee_id"])
        return entitled(employee, policy, now) and employee["employee_id"] in known

    parts.entitled = not_from_before


MUTANT = Mutant(
    id="M06",
    title="ignores newcomers whose first day is past",
    caught_by="account.present",
    scenario="lifecycle/lc-07",
    change=change,
)
