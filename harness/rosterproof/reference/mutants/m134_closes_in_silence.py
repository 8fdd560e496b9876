"""M134 closes accounts and does not say why: an auditor finds a closed account, and nobody who closed it."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def say_system(_: Mapping[str, Any]) -> Mapping[str, Any]:
    """The reason that says nothing."""
    return {"reason": "system"}


def change(parts: Parts) -> None:
    """Name no event."""
    parts.why_closed = say_system


MUTANT = Mutant(
    id="M134",
    title="closes accounts without saying why",
    caught_by="account.closing-explained",
    scenario="audit/au-05",
    change=change,
)
