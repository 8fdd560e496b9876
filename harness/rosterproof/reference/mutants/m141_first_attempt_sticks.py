"""M141 takes the first result of an enrollment for its result: who failed once is never on record as having passed."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, worth_writing


def change(parts: Parts) -> None:
    """Remember the first attempt of each enrollment, and look at no other."""
    first: dict[str, str] = {}

    def worth_writing_at_first(completion: Mapping[str, Any], writeback_on: str) -> bool:
        kept = first.setdefault(completion["enrollment_id"], completion["completion_id"])
        return kept == completion["completion_id"] and worth_writing(completion, writeback_on)

    parts.worth_writing = worth_writing_at_first


MUTANT = Mutant(
    id="M141",
    title="takes the first attempt for the result",
    caught_by="write-back.none-missing",
    scenario="write-back/wb-03",
    change=change,
)
