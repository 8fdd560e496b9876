"""M68 prints its settings after each cycle, the client secret among them."""

import sys
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Wire


def told_at_the_end(lms: Wire, _: Any, __: Any) -> None:
    """Say what was talked to, with everything in it."""
    print(f"cycle done: {lms.access}", file=sys.stderr, flush=True)


def change(parts: Parts) -> None:
    """Print the settings."""
    parts.at_the_end = told_at_the_end


MUTANT = Mutant(
    id="M68",
    title="prints its credentials",
    caught_by="log.without-secrets",
    scenario="smoke/lc-01",
    change=change,
)
