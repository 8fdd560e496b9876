"""M29 looks a code up letter by letter: a space at its end makes another department of it."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.profile import value_for


def exactly(rule: Mapping[str, Any], value: Any) -> Any:
    """The mapped value, of what is typed as the mapping has it."""
    return value_for({name: said for name, said in rule.items() if name != "match"}, value)


def change(parts: Parts) -> None:
    """Neither trim nor fold."""
    parts.translate = exactly


MUTANT = Mutant(
    id="M29",
    title="neither trims codes nor folds their case",
    caught_by="account.present",
    scenario="mapping/mp-06",
    change=change,
)
