"""M76 knows open courses but no due dates: the HRIS never shows that anybody is late."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, standing


def never_late(live: list[Mapping[str, Any]]) -> tuple[str, list[str]]:
    """The status, as if everything were due at some time only."""
    status, courses = standing(live)
    return ("due" if status == "overdue" else status), courses


def change(parts: Parts) -> None:
    """Forget due dates."""
    parts.standing = never_late


MUTANT = Mutant(
    id="M76",
    title="never reports anybody as overdue",
    caught_by="write-back.compliance-status",
    scenario="smoke/wb-01",
    also={
        "assignment/as-10": "write-back.compliance-status",
        "write-back/wb-10": "write-back.compliance-status",
    },
    change=change,
)
