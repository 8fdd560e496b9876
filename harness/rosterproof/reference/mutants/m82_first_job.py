"""M82 takes the first of several jobs, which need not be the primary one."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import PLACE
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def first_job(employee: Mapping[str, Any], _: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with the first job of the list."""
    if not employee["jobs"]:
        return employee
    return {**employee, **{name: employee["jobs"][0][name] for name in PLACE}}


def change(parts: Parts) -> None:
    """Go by the place in the list."""
    parts.job = first_job


MUTANT = Mutant(
    id="M82",
    title="follows the first of several jobs",
    caught_by="profile.true",
    scenario="lifecycle/lc-11",
    change=change,
)
