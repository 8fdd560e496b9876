"""M85 closes the account of one job and opens it for the next: what was begun is lost, and dates start anew."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Wire


def close_and_open(lms: Wire, user: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """A new title is a new account, in the old one."""
    if "job_title" in changed:
        lms.ask("POST", f"/v1/users/{user['user_id']}/deactivate")
        lms.ask("POST", f"/v1/users/{user['user_id']}/reactivate")


def change(parts: Parts) -> None:
    """Close and open after each update."""
    parts.after_update = close_and_open


MUTANT = Mutant(
    id="M85",
    title="closes and opens the account again when the job changes",
    caught_by="enrollment.due-date",
    scenario="lifecycle/lc-18",
    change=change,
)
