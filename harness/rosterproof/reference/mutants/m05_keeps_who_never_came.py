"""M05 knows leavers and not those who never came: the account made ahead stays open."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def change(parts: Parts) -> None:
    """Take no notice of a hire that was rescinded."""
    known: set[str] = set()

    def once_hired(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
        if employee["status"] == "discarded":
            return employee["employee_id"] in known
        ought = entitled(employee, policy, now)
        if ought:
            known.add(employee["employee_id"])
        return ought

    parts.entitled = once_hired


MUTANT = Mutant(
    id="M05",
    title="leaves the account of a rescinded hire open",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-06",
    change=change,
)
