"""M127 asks only whether a course was ever passed: no renewal is opened."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def ever(held: list[Mapping[str, Any]], _: date) -> bool:
    """Whether there is any certification, valid or not."""
    return bool(held)


def change(parts: Parts) -> None:
    """Take every certification for valid."""
    parts.met = ever


MUTANT = Mutant(
    id="M127",
    title="never opens a renewal",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-10-connector",
    change=change,
)
