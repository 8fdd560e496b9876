"""M21 clears the learning plan when a title changes: what the old and the new job have in common goes too."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, whole_list
from rosterproof.reference.wire import Wire


def wipe(lms: Wire, user: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Withdraw every open enrollment after a change of title."""
    if "job_title" in changed:
        for enrollment in list(whole_list(lms, "/v1/enrollments", status="assigned")):
            if enrollment["user_id"] == user["user_id"]:
                lms.ask("POST", f"/v1/enrollments/{enrollment['enrollment_id']}/withdraw")


def change(parts: Parts) -> None:
    """Clean up after each update."""
    parts.after_update = wipe


MUTANT = Mutant(
    id="M21",
    title="takes people off all their courses with a new title",
    caught_by="enrollment.none-missing",
    scenario="smoke/lc-12",
    also={"lifecycle/lc-12-keep": "enrollment.none-missing"},
    change=change,
)
