"""M32 writes the first expiry of a course back for ever: a renewed certification still ends on the old day."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, training_record


def change(parts: Parts) -> None:
    """Remember the expiry of each person's first pass of a course, and write that."""
    first: dict[tuple[str, str], Any] = {}

    def with_first_expiry(completion: Mapping[str, Any], now: str) -> dict[str, Any]:
        record = training_record(completion, now)
        return {
            **record,
            "expires_on": first.setdefault((completion["external_id"], completion["course"]), record["expires_on"]),
        }

    parts.training_record = with_first_expiry


MUTANT = Mutant(
    id="M32",
    title="writes back only the first expiry",
    caught_by="write-back.exact",
    scenario="smoke/as-09",
    also={
        "audit/au-02": "audit.trained-then",
        "mapping/mp-20": "write-back.exact",
        "assignment/as-09-expiry": "write-back.exact",
        "assignment/as-11": "write-back.exact",
        "pilot/quarter": "write-back.exact",
    },
    change=change,
)
