"""M02 takes every row for one that holds today: what is entered for next month happens at once."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Read everybody as of a day behind all that was entered."""
    parts.reading = lambda: {"as_of": "2100-01-01"}


MUTANT = Mutant(
    id="M02",
    title="ignores effective dates",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-02",
    also={
        "lifecycle/lc-03": "account.none-unexpected",
        "lifecycle/lc-13": "profile.true",
        "lifecycle/lc-28": "account.present",
        "lifecycle/lc-30": "profile.true",
        "pilot/quarter": "account.none-unexpected",
    },
    change=change,
)
