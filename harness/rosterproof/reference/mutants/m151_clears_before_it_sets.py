"""M151 sends a change once more as removal and addition: at the end all is right.

In between somebody has no email, which is what the LMS's log shows, and what its reminders are sent to.
"""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Wire


def clear_and_set(lms: Wire, user: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Take the email away, and give it back."""
    if "email" in changed:
        lms.ask("PATCH", f"/v1/users/{user['user_id']}", {"email": None})
        lms.ask("PATCH", f"/v1/users/{user['user_id']}", {"email": changed["email"]})


def change(parts: Parts) -> None:
    """Do so after each update."""
    parts.after_update = clear_and_set


MUTANT = Mutant(
    id="M151",
    title="takes an email away before it sets another",
    caught_by="account.explained",
    scenario="smoke/lc-15",
    change=change,
)
