"""M39 makes a new enrollment whenever the department changes: what was half done starts from nothing."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, whole_list
from rosterproof.reference.wire import Wire


def start_again(lms: Wire, user: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Withdraw what is in progress after a change of department, and enroll anew."""
    if "department" in changed:
        for begun in list(whole_list(lms, "/v1/enrollments", user_id=user["user_id"], status="in_progress")):
            lms.ask("POST", f"/v1/enrollments/{begun['enrollment_id']}/withdraw")
            again = {"user_id": user["user_id"], "course": begun["course"], "due_on": begun["due_on"]}
            lms.ask("POST", "/v1/enrollments", again)


def change(parts: Parts) -> None:
    """Do so after each update."""
    parts.after_update = start_again


MUTANT = Mutant(
    id="M39",
    title="starts courses again with a new department",
    caught_by="enrollment.progress-kept",
    scenario="assignment/as-06",
    change=change,
)
