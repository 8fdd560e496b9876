"""M83 takes the last of several jobs, which need not be the primary one."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import PLACE
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def last_job(employee: Mapping[str, Any], _: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with the last job of the list."""
    if not employee["jobs"]:
        return employee
    return {**employee, **{name: employee["jobs"][-1][name] for name in PLACE}}


def change(parts: Parts) -> None:
    """Go by the place in the list."""
    parts.job = last_job


MUTANT = Mutant(
    id="M83",
    title="follows the last of several jobs",
    caught_by="profile.true",
    scenario="lifecycle/lc-11",
    change=change,
)
