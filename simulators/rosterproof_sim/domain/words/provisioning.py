"""Accounts and groups as a provisioning standard sees them: what an LMS uses, and what it only keeps for the sender."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rosterproof_sim.domain.words.learning import User


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A user, and what was sent of the person that the LMS has no use for: kept, and given back."""

    user: User
    beside: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ManagedGroup:
    """A group whose members are put in from outside, with the sender's own id of it."""

    group: str
    title: str
    external_id: str | None
    created_at: datetime
    updated_at: datetime
    version: int


def username_key(username: str) -> str:
    """Return what two usernames have in common that differ in case alone (RFC 7643, section 4.1.1: caseExact false).

    >>> username_key("ADA") == username_key("ada") != username_key("adà")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", username).lower())
