"""M25 drops a record that it cannot map and says nothing."""

from rosterproof.reference.complaints import Complaints
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def say_nothing(complaints: Complaints, system: str, record: str, field: str, reason: str) -> None:
    """Report to nobody."""


def change(parts: Parts) -> None:
    """Keep quiet."""
    parts.report = say_nothing


MUTANT = Mutant(
    id="M25",
    title="drops a record it cannot map, in silence",
    caught_by="error.reported",
    scenario="smoke/mp-01",
    also={
        "pilot/quarter": "error.reported",
        "mapping/mp-02-skip": "error.reported",
        "mapping/mp-02-default": "error.reported",
        "mapping/mp-04-skip": "error.reported",
    },
    change=change,
)
