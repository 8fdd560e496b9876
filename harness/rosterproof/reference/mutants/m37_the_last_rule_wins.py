"""M37 takes each rule by itself: of two that want the same course the later one sets the date."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def the_latest(dues: list[tuple[str, Mapping[str, Any]]]) -> tuple[str, Mapping[str, Any]]:
    """The last day that any of the rules names."""
    return max(dues, key=lambda due: due[0])


def change(parts: Parts) -> None:
    """Let the later date stand."""
    parts.deciding = the_latest


MUTANT = Mutant(
    id="M37",
    title="lets the later of two rules set the due date",
    caught_by="enrollment.due-date",
    scenario="assignment/as-02",
    change=change,
)
