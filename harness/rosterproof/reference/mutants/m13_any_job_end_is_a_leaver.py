"""M13 sees that a job ended and closes the account, although another job goes on."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Count jobs; fewer than before means gone."""
    most: dict[str, int] = {}

    def no_job_ended(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
        number, jobs = employee["employee_id"], len(employee["jobs"])
        most[number] = max(jobs, most.get(number, 0))
        return entitled(employee, policy, now) and jobs == most[number]

    parts.entitled = no_job_ended


MUTANT = Mutant(
    id="M13",
    title="takes the end of any job for the end of employment",
    caught_by="account.present",
    scenario="lifecycle/lc-19",
    change=change,
)
