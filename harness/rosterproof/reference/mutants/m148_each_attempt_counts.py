"""M148 writes every pass as a record of its own, whatever the customer wants: two results stand side by side."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Know of nothing in force."""
    parts.standing_record = lambda memory, completion, policy: None  # noqa: ARG005


MUTANT = Mutant(
    id="M148",
    title="lets every attempt count whatever the policy wants",
    caught_by="write-back.none-extra",
    scenario="write-back/wb-03-last",
    change=change,
)
