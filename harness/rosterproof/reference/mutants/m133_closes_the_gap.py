"""M133 writes a late renewal back as if it had begun where the last one ended: no gap is ever seen."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, training_record


def change(parts: Parts) -> None:
    """Remember each last valid day, and move a pass that comes after it back to it."""
    last: dict[tuple[str, str], str] = {}

    def without_a_gap(completion: Mapping[str, Any], now: str) -> dict[str, Any]:
        record = training_record(completion, now)
        key = completion["external_id"], completion["course"]
        before = last.get(key)
        if completion["expires_on"]:
            last[key] = completion["expires_on"]
        late = before is not None and before < completion["completed_at"][:10]
        return {**record, "completed_at": f"{before}T12:00:00Z"} if late else record

    parts.training_record = without_a_gap


MUTANT = Mutant(
    id="M133",
    title="dates a late renewal back to the last valid day",
    caught_by="audit.trained-then",
    scenario="audit/au-02",
    change=change,
)
