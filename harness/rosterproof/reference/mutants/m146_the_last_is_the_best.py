"""M146 takes the last pass for the one that counts, whatever the customer wants."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, outdoes


def change(parts: Parts) -> None:
    """Ask nobody which attempt counts."""
    parts.outdoes = lambda new, held, policy: outdoes(new, held, {**policy, "score_policy": "last"})


MUTANT = Mutant(
    id="M146",
    title="lets the last pass count whatever the policy wants",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-03-best",
    change=change,
)
