"""M20 sends title, department and location only when it creates an account: the rules never hear of a promotion."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences

JOB = ("job_title", "department", "location", "country", "time_zone", "worker_type")


def without_job(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Every difference but those of the job."""
    return {field: value for field, value in differences(user, profile).items() if field not in JOB}


def change(parts: Parts) -> None:
    """Leave the job out of updates."""
    parts.differences = without_job


MUTANT = Mutant(
    id="M20",
    title="sends title, department and location only on create",
    caught_by="enrollment.none-missing",
    scenario="smoke/lc-12",
    also={
        "mapping/mp-24": "profile.true",
        "smoke/lc-15": "profile.true",
        "lifecycle/lc-16": "enrollment.none-missing",
        "lifecycle/lc-32": "profile.true",
        "pilot/quarter": "enrollment.none-missing",
        "assignment/as-03": "enrollment.none-missing",
    },
    change=change,
)
