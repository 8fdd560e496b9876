"""M81 does not ask whether the HRIS has known somebody before under another id."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Take everybody for new."""
    parts.known_before = lambda _, __: None


MUTANT = Mutant(
    id="M81",
    title="lets a newcomer with a known national id in where a person must decide",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-09-hold",
    change=change,
)
