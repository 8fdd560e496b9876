"""Signatures of Standard Webhooks 1.0: an HMAC over id, time and body, so that a receiver knows who speaks and when."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from rosterproof_sim.domain.words.notices import Subscription

_PREFIX = "whsec_"


def secrets_at(subscription: Subscription, wall: float) -> tuple[str, ...]:
    """Return what signs at a moment of the wall clock: the present secret, and those it replaced a while ago."""
    return subscription.secret, *(each.secret for each in reversed(subscription.retired) if each.until > wall)


def signed(*, secrets: Sequence[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of a message, with one signature for each secret.

    >>> signed(secrets=["whsec_c2VjcmV0"], message_id="msg_1", timestamp=1, body=b"{}")["webhook-signature"]
    'v1,kW+83cjD04uWm7Qber/sPiCRVJ9ljbsrg8ALKAx2qMc='
    """
    content = f"{message_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_signature(secret, content)}" for secret in secrets),
    }


def _signature(secret: str, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
