"""M154 prints what the systems answered when it subscribed, with the secrets that sign their webhooks."""

import sys

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def told(secrets: dict[str, str]) -> None:
    """Say what was agreed."""
    print(f"subscribed: {secrets}", file=sys.stderr, flush=True)


def change(parts: Parts) -> None:
    """Print the secrets."""
    parts.subscribed = told


MUTANT = Mutant(
    id="M154",
    title="prints its webhook secrets",
    caught_by="log.without-secrets",
    scenario="smoke/wb-01",
    change=change,
)
