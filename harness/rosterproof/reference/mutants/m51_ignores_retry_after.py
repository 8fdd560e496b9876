"""M51 ignores Retry-After: asked for patience, it asks again at once."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Wait for nothing."""
    parts.pause = lambda answer, attempt, about: 0.01  # noqa: ARG005


MUTANT = Mutant(
    id="M51",
    title="ignores Retry-After",
    caught_by="throttle.waited",
    scenario="smoke/lc-01-faults",
    change=change,
    also={"write-back/wb-15": "throttle.waited"},
)
