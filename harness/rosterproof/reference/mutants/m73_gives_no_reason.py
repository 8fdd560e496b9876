"""M73 enrolls people and does not say why: an auditor finds a name on a course and nothing else."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def say_nothing(_: Mapping[str, Any]) -> Mapping[str, Any]:
    """No reason."""
    return {}


def change(parts: Parts) -> None:
    """Give none."""
    parts.why = say_nothing


MUTANT = Mutant(
    id="M73",
    title="enrolls without a reason",
    caught_by="enrollment.explained",
    scenario="audit/au-04",
    change=change,
)
