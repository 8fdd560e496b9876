"""M140 writes passes back whatever the customer wants: failed attempts are never on record."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Do not ask the policy."""
    parts.worth_writing = lambda completion, writeback_on: completion["result"] == "passed"  # noqa: ARG005


MUTANT = Mutant(
    id="M140",
    title="writes passes only, whatever the policy wants",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-02-any",
    change=change,
)
