"""Names and secrets that a run can repeat: numbered ids, and credentials derived from the seed.

A credential is not random, so that the same seed gives the same bytes on the wire. It protects a simulated company on
the loopback, never anything real.
"""

import base64
import hashlib
from typing import Literal

IdKind = Literal[
    "employee",
    "user",
    "session",
    "enrollment",
    "completion",
    "certification",
    "subscription",
    "training",
    "fault",
    "feed",
    "drop",
    "class",
    "booking",
    "content",
    "group",
]
CredentialKind = Literal[
    "token",
    "secret",
    "key",
    "learner",
    "session",
    "webhook",
    "message",
    "launch",
    "registration",
    "statement",
    "ticket",
    "content",
]
#: What other standards want to be a UUID.
_UUIDS = frozenset({"launch", "registration", "statement"})

_LETTERS: dict[IdKind, str] = {
    "employee": "E",
    "user": "U",
    "session": "N",
    "enrollment": "L",
    "completion": "C",
    "certification": "K",
    "subscription": "S",
    "training": "T",
    "fault": "F",
    "feed": "R",
    "drop": "D",
    "class": "M",
    "booking": "B",
    "content": "P",
    "group": "G",
}
_PREFIXES: dict[str, str] = {
    "token": "rp_token_",
    "secret": "rp_secret_",
    "key": "rp_key_",
    "learner": "rp_learner_",
    "session": "rp_session_",
    "webhook": "whsec_",
    "message": "msg_",
    "ticket": "rp_ticket_",
    "content": "rp_content_",
}


def numbered(kind: IdKind, number: int) -> str:
    """Return the id of the n-th thing of its kind.

    >>> numbered("enrollment", 31)
    'L0000031'
    """
    return f"{_LETTERS[kind]}{number:07d}"


def credential(seed: int, world: str, kind: CredentialKind, counter: int) -> str:
    """Return the n-th credential of a kind in a world.

    >>> credential(7, "lc-12", "key", 1) == credential(7, "lc-12", "key", 1) != credential(7, "lc-12", "key", 2)
    True
    """
    digest = hashlib.sha256(f"{seed}\0{world}\0{kind}\0{counter}".encode()).digest()
    if kind in _UUIDS:
        return _uuid(digest)
    # Standard Webhooks: what follows `whsec_` is the key itself, in base64.
    tail = base64.b64encode(digest).decode() if kind == "webhook" else digest.hex()[:32]
    return _PREFIXES[kind] + tail


def _uuid(digest: bytes) -> str:
    """Return a UUID of the version that RFC 9562 keeps for one's own making, 8."""
    text = (digest[:6] + bytes([0x80 | digest[6] & 0x0F, digest[7], 0x80 | digest[8] & 0x3F]) + digest[9:16]).hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
