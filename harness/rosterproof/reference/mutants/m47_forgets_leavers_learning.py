"""M47 writes nothing back for those who have left: what was earned on the last day is missing from the record."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, close, worth_writing
from rosterproof.reference.wire import Answer, Wire


def change(parts: Parts) -> None:
    """Remember whose account was closed, and refuse their completions."""
    gone: set[str] = set()

    def close_and_remember(lms: Wire, user: Mapping[str, Any], why: Mapping[str, Any]) -> Answer:
        gone.add(user["external_id"])
        return close(lms, user, why)

    def worth_writing_for_those_here(completion: Mapping[str, Any], writeback_on: str) -> bool:
        return completion["external_id"] not in gone and worth_writing(completion, writeback_on)

    parts.close = close_and_remember
    parts.worth_writing = worth_writing_for_those_here


MUTANT = Mutant(
    id="M47",
    title="writes nothing back for those who have left",
    caught_by="write-back.none-missing",
    scenario="smoke/lc-27",
    also={
        "pilot/quarter": "write-back.none-missing",
        "write-back/wb-07": "write-back.none-missing",
    },
    change=change,
)
