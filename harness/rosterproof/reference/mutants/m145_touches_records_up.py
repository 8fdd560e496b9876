"""M145 lets each new record of a person take the place of the one before, whatever course that was about."""

from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Correct what was right."""
    latest: dict[str, Any] = {}

    def remember(_: Any, completion: Any, record_id: str, __: Any) -> None:
        latest[completion["external_id"]] = {"record_id": record_id, "completion": completion}

    parts.remember = remember
    parts.standing_record = lambda memory, completion, policy: latest.get(completion["external_id"])  # noqa: ARG005
    parts.outdoes = lambda new, held, policy: True  # noqa: ARG005


MUTANT = Mutant(
    id="M145",
    title="corrects records that were right",
    caught_by="write-back.unchanged",
    scenario="smoke/wb-01",
    change=change,
)
