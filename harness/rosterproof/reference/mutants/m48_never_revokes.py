"""M48 passes on what was learned, and never what was taken back: the HRIS shows a pass that counts no more."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Take nothing back."""
    parts.taken_back = lambda _: ()


MUTANT = Mutant(
    id="M48",
    title="never passes on that a completion was revoked",
    caught_by="write-back.revoked",
    scenario="write-back/wb-09",
    change=change,
)
