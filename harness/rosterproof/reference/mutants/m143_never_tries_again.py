"""M143 reports what the HRIS refused, and leaves it at that: once it is mended, nobody writes it."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Owe nothing."""
    parts.owed = lambda refused: ()  # noqa: ARG005


MUTANT = Mutant(
    id="M143",
    title="never tries again to write what was refused",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-11",
    change=change,
)
