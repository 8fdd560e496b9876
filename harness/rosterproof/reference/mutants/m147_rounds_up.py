"""M147 rounds a score to the nearest on the scale of the HRIS: what was just not enough is enough there."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, score


def change(parts: Parts) -> None:
    """Round as one does."""
    parts.score = lambda value, policy: score(value, policy) if value is None else round(value / 20, 1)


MUTANT = Mutant(
    id="M147",
    title="rounds scores up",
    caught_by="write-back.exact",
    scenario="write-back/wb-14",
    change=change,
)
