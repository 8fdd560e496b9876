"""M31 sends the email only when it creates an account: mail goes to the old address for good."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, differences


def without_email(user: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """Every difference but the email."""
    return {field: value for field, value in differences(user, profile).items() if field != "email"}


def change(parts: Parts) -> None:
    """Leave the email out of updates."""
    parts.differences = without_email


MUTANT = Mutant(
    id="M31",
    title="sends the email only on create",
    caught_by="profile.true",
    scenario="smoke/lc-15",
    also={"mapping/mp-11": "profile.true"},
    change=change,
)
