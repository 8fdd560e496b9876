"""M43 writes a failed attempt back as a pass: an untrained person is shown as trained."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, training_record


def as_pass(completion: Mapping[str, Any], now: str) -> dict[str, Any]:
    """The record, passed whatever it was."""
    return {**training_record(completion, now), "result": "passed"}


def change(parts: Parts) -> None:
    """Write every attempt, as a pass."""
    parts.worth_writing = lambda completion, writeback_on: True  # noqa: ARG005
    parts.training_record = as_pass


MUTANT = Mutant(
    id="M43",
    title="writes a fail as a pass",
    caught_by="write-back.none-extra",
    scenario="smoke/wb-01",
    also={
        "write-back/wb-02": "write-back.none-extra",
        "write-back/wb-02-any": "write-back.exact",
        "pilot/quarter": "write-back.none-extra",
    },
    change=change,
)
