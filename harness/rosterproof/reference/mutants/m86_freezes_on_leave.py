"""M86 holds the clock for somebody on leave: an expired certification still shows as it was before."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def at_work(user: Mapping[str, Any]) -> bool:
    """Whether somebody is there to be counted."""
    return bool(user["active"]) and user["employment_status"] != "on_leave"


def change(parts: Parts) -> None:
    """Leave out who is away."""
    parts.counted = at_work


MUTANT = Mutant(
    id="M86",
    title="keeps the status of somebody on leave as it was",
    caught_by="write-back.compliance-status",
    scenario="lifecycle/lc-26",
    change=change,
)
