"""M121 enrolls whoever fulfills one condition of a rule, where all of them are asked for."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.rulebook import ABOUT


def any_of_them(rule: Mapping[str, Any], user: Mapping[str, Any]) -> bool:
    """Whether one of the conditions holds; no conditions are fulfilled by everyone."""
    conditions = rule["audience"]
    return not conditions or any(user[ABOUT[name]] in wanted for name, wanted in conditions.items())


def change(parts: Parts) -> None:
    """Read and as or."""
    parts.means = any_of_them


MUTANT = Mutant(
    id="M121",
    title="takes a rule with several conditions for several rules",
    caught_by="enrollment.none-extra",
    scenario="assignment/as-01-connector",
    change=change,
)
