"""M44 does not recognize what it did before: a lost answer or a webhook sent twice becomes a second record."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Send no Idempotency-Key, and forget what was written."""
    parts.key = lambda identity: None  # noqa: ARG005
    parts.done = lambda memory, completion: False  # noqa: ARG005


MUTANT = Mutant(
    id="M44",
    title="has no idempotency",
    caught_by="write-back.none-extra",
    scenario="smoke/lc-01-faults",
    also={
        "pilot/quarter": "write-back.none-extra",
        "write-back/wb-04": "write-back.none-extra",
    },
    change=change,
)
