"""M49 takes an answer for a yes: what the HRIS refused is ticked off, said to nobody and never tried again."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Do not look at the answer."""
    parts.taken = lambda answer: True  # noqa: ARG005


MUTANT = Mutant(
    id="M49",
    title="takes a refused record for a written one",
    caught_by="error.reported",
    scenario="write-back/wb-11",
    change=change,
)
