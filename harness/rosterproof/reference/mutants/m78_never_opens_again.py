"""M78 leaves an account closed for ever: whoever comes back, or never left, stays locked out."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Answer, Wire


def leave_closed(_: Wire, user: Mapping[str, Any]) -> Answer:
    """Say that it is done."""
    return Answer(status=200, headers={}, body=user)


def change(parts: Parts) -> None:
    """Open nothing that was closed."""
    parts.opened_again = leave_closed


MUTANT = Mutant(
    id="M78",
    title="never opens a closed account again",
    caught_by="account.present",
    scenario="lifecycle/lc-29",
    also={"lifecycle/lc-08": "account.present"},
    change=change,
)
