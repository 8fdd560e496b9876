"""M52 gives way to whatever an administrator wrote, and then to HR again: two values take turns, cycle by cycle."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences


def change(parts: Parts) -> None:
    """Remember what was overwritten although it was not ours, and write it back in the next cycle."""
    ours: dict[str, Mapping[str, Any]] = {}
    theirs: dict[str, dict[str, Any]] = {}

    def by_turns(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
        found, account = differences(user, profile), user["user_id"]
        before = ours.get(account, {})
        foreign = {name: user[name] for name in found if name in before and user[name] != before[name]}
        ours[account] = profile
        if not found and account in theirs:
            return theirs.pop(account)
        if foreign:
            theirs[account] = foreign
        return found

    parts.differences = by_turns


MUTANT = Mutant(
    id="M52",
    title="lets two values take turns after a conflict",
    caught_by="profile.true",
    scenario="write-back/wb-17",
    change=change,
)
