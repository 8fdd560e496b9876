"""M50 has room for three completions: of more that come while the HRIS is down, the oldest are lost."""

from collections import deque
from collections.abc import Iterable
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts

ROOM = 3


def the_last_ones(completions: Iterable[Any]) -> Iterable[Any]:
    """What is left of them."""
    return deque(completions, maxlen=ROOM)


def change(parts: Parts) -> None:
    """Keep no more than there is room for, and of webhooks nothing but the word that there is something."""
    parts.backlog = the_last_ones
    parts.told_first = lambda told: ()  # noqa: ARG005


MUTANT = Mutant(
    id="M50",
    title="loses completions when too many wait",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-12",
    also={"write-back/wb-15": "write-back.none-missing"},
    change=change,
)
