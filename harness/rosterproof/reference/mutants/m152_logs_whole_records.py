"""M152 prints every HRIS record that it reads, the national id among the fields."""

import sys
from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def entitled_and_told(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Whether somebody ought to have an account, said aloud."""
    print(f"looking at {dict(employee)}", file=sys.stderr, flush=True)
    return entitled(employee, policy, now)


def change(parts: Parts) -> None:
    """Print each record."""
    parts.entitled = entitled_and_told


MUTANT = Mutant(
    id="M152",
    title="prints whole records",
    caught_by="log.without-secrets",
    scenario="lifecycle/lc-09",
    change=change,
)
