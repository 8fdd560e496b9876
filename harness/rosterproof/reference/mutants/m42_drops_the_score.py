"""M42 drops the score: the HRIS shows that a course was passed, not how."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, training_record


def without_score(completion: Mapping[str, Any], now: str) -> dict[str, Any]:
    """The record without its score."""
    return {**training_record(completion, now), "score": None}


def change(parts: Parts) -> None:
    """Leave the score out."""
    parts.training_record = without_score


MUTANT = Mutant(id="M42", title="drops the score", caught_by="write-back.exact", scenario="smoke/wb-01", change=change)
