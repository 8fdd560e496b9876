"""M12 writes another one of several jobs in every cycle: the account flaps, and its courses with it."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import PLACE
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Count how often each was looked at, and take the next job."""
    looked: dict[str, int] = {}

    def next_job(employee: Mapping[str, Any], _: Mapping[str, Any]) -> Mapping[str, Any]:
        jobs = employee["jobs"]
        if len(jobs) < 2:
            return employee
        turn = looked[employee["employee_id"]] = looked.get(employee["employee_id"], 0) + 1
        return {**employee, **{name: jobs[turn % len(jobs)][name] for name in PLACE}}

    parts.job = next_job


MUTANT = Mutant(
    id="M12",
    title="writes concurrent jobs in turn",
    caught_by="profile.true",
    scenario="lifecycle/lc-17",
    also={"lifecycle/lc-18": "profile.true"},
    change=change,
)
