"""M93 writes nobody who has no email, and says nothing of it."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Ask for an address first."""
    parts.mappable = lambda _, profile: profile["email"] is not None


MUTANT = Mutant(
    id="M93",
    title="drops whoever has no email",
    caught_by="account.present",
    scenario="mapping/mp-13",
    change=change,
)
