"""M18 marks the profile as left and leaves the account open: sign-in and open sessions still work."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Answer, Wire


def mark_as_left(lms: Wire, user: Mapping[str, Any], _: Mapping[str, Any]) -> Answer:
    """Write the status, once; close nothing."""
    if user["employment_status"] == "terminated":
        return Answer(status=200, headers={}, body=user)
    return lms.ask("PATCH", f"/v1/users/{user['user_id']}", {"employment_status": "terminated"})


def change(parts: Parts) -> None:
    """Mark instead of closing."""
    parts.close = mark_as_left


MUTANT = Mutant(
    id="M18",
    title="marks the profile as left but leaves the account open",
    caught_by="leaver.sign-in-refused",
    scenario="smoke/lc-27",
    also={"pilot/quarter": "leaver.sign-in-refused"},
    change=change,
)
