"""M38 reads the rules once and never again: what the customer changes afterwards is not seen."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Keep the rules of the first cycle."""
    kept: list[Mapping[str, Any]] = []

    def of_the_first_day(rules: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        kept.extend(rules if not kept else ())
        return kept

    parts.rules_of_today = of_the_first_day


MUTANT = Mutant(
    id="M38",
    title="never sees that a rule has changed",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-04",
    also={
        "assignment/as-05": "enrollment.none-extra",
    },
    change=change,
)
