"""M46 takes whatever arrives last for the latest: an old fail that comes late takes the place of a pass."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Let every attempt outdo the one before it."""
    parts.outdoes = lambda new, held, policy: True  # noqa: ARG005


MUTANT = Mutant(
    id="M46",
    title="lets the last to arrive win",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-06",
    also={"write-back/wb-03-best": "write-back.none-missing", "write-back/wb-03-first": "write-back.none-missing"},
    change=change,
)
