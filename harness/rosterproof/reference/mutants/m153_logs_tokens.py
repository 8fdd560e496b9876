"""M153 prints its access token after each cycle: whoever reads the log may do for an hour what it does."""

import sys
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Wire


def told_at_the_end(lms: Wire, _: Any, __: Any) -> None:
    """Say with what it was let in."""
    print(f"cycle done as {lms.admitted()}", file=sys.stderr, flush=True)


def change(parts: Parts) -> None:
    """Print the token."""
    parts.at_the_end = told_at_the_end


MUTANT = Mutant(
    id="M153",
    title="prints its access token",
    caught_by="log.without-secrets",
    scenario="smoke/lc-12",
    change=change,
)
