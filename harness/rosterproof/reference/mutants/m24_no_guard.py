"""M24 has no guard against mass changes: a migration of the HRIS closes the company."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Never find it too many."""
    parts.too_many = lambda _, __, ___: False


MUTANT = Mutant(
    id="M24",
    title="closes however many accounts at once",
    caught_by="account.present",
    scenario="lifecycle/lc-32-guard",
    change=change,
)
