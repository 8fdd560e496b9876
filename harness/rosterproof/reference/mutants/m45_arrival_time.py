"""M45 writes the time at which it heard of a completion, not the time at which it was earned."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, training_record


def dated_now(completion: Mapping[str, Any], now: str) -> dict[str, Any]:
    """The record, dated now."""
    return {**training_record(completion, now), "completed_at": now}


def change(parts: Parts) -> None:
    """Date records by their arrival."""
    parts.training_record = dated_now


MUTANT = Mutant(
    id="M45",
    title="writes the arrival time as the completion time",
    caught_by="write-back.exact",
    scenario="smoke/wb-01",
    change=change,
    also={"write-back/wb-05": "write-back.exact", "write-back/wb-16": "write-back.exact"},
)
