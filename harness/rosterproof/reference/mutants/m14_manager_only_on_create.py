"""M14 sends the manager only when it creates an account: after a transfer the old manager still approves."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences


def without_manager(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Every difference but the manager."""
    return {field: value for field, value in differences(user, profile).items() if field != "manager_external_id"}


def change(parts: Parts) -> None:
    """Leave the manager out of updates."""
    parts.differences = without_manager


MUTANT = Mutant(
    id="M14",
    title="sends the manager only on create",
    caught_by="profile.true",
    scenario="smoke/lc-15",
    also={"lifecycle/lc-21": "profile.true", "lifecycle/lc-24": "profile.true"},
    change=change,
)
