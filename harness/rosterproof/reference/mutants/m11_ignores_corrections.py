"""M11 believes that a value it replaced can only be an old row arriving late, and never writes it again."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences


def change(parts: Parts) -> None:
    """Remember what was replaced, and leave it so."""
    replaced: dict[tuple[str, str], Any] = {}

    def without_old_rows(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
        new = {}
        for field, value in differences(user, profile).items():
            key = user["user_id"], field
            if field == "custom" or key not in replaced or replaced[key] != value:
                new[field] = value
                replaced[key] = user[field]
        return new

    parts.differences = without_old_rows


MUTANT = Mutant(
    id="M11",
    title="takes a value that comes back for an old one",
    caught_by="profile.true",
    scenario="lifecycle/lc-14",
    change=change,
)
