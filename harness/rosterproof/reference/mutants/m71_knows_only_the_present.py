"""M71 tells the LMS that every job was held since the hire: a person's history is the present, from the first day."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences

JOB = ("job_title", "department", "location")


def since_the_hire(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """The differences, and with a new job the day of the hire as its first."""
    found = differences(user, profile)
    return {**found, "position_start_date": profile["hire_date"]} if found.keys() & set(JOB) else found


def change(parts: Parts) -> None:
    """Rewrite history with every move."""
    parts.differences = since_the_hire


MUTANT = Mutant(
    id="M71",
    title="tells the LMS that a new job was held since the hire",
    caught_by="audit.as-it-was",
    scenario="audit/au-01",
    also={"audit/au-07": "audit.as-it-was"},
    change=change,
)
