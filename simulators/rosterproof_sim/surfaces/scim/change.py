"""What of a profile changes: a connector that writes everything each time has changed only what differs."""

from collections.abc import Mapping
from typing import Any

from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.written import value_written


def differing(before: User, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are other than they were, as a patch of our own wire: null clears."""
    found = {
        name: value
        for name, value in fields.items()
        if name != "custom" and value_written(getattr(before, name)) != value
    }
    wanted = fields["custom"]
    custom = {name: value for name, value in wanted.items() if _unlike(before.custom.get(name), value)}
    custom |= {name: None for name in before.custom if name not in wanted}
    return {**found, "custom": custom} if custom else found


def _unlike(one: Any, other: Any) -> bool:
    """To Python, true is 1; to everybody else it is not."""
    return bool(one != other) or type(one) is not type(other)
