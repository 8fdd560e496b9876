"""M88 takes a record that it cannot map for one that is gone: a renumbering locks people out."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts
from rosterproof.reference.wire import Wire


def close_them(lms: Wire, accounts: list[Mapping[str, Any]]) -> None:
    """Close what no longer fits."""
    for user in accounts:
        lms.ask("POST", f"/v1/users/{user['user_id']}/deactivate")


def change(parts: Parts) -> None:
    """Hold nobody."""
    parts.held = close_them


MUTANT = Mutant(
    id="M88",
    title="closes the account of a record that it cannot map",
    caught_by="account.present",
    scenario="lifecycle/lc-32",
    change=change,
)
