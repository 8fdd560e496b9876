"""M01 looks for changes where it should look for people: to whom nothing happened since it began does not exist."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Look only at records that were touched since the first cycle."""
    began: list[str] = []

    def touched(employee: Mapping[str, Any], now: str) -> bool:
        began.append(now)
        return bool(employee["updated_at"] >= began[0])

    parts.looked_at = touched


MUTANT = Mutant(
    id="M01",
    title="skips people to whom nothing happened",
    caught_by="account.present",
    scenario="smoke/lc-01",
    change=change,
)
