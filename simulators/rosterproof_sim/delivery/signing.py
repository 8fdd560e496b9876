"""Signatures of Standard Webhooks 1.0: an HMAC over id, time and body, so that a receiver knows who speaks and when."""

import base64
import hashlib
import hmac

_PREFIX = "whsec_"


def signed(*, secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of a message.

    >>> signed(secret="whsec_c2VjcmV0", message_id="msg_1", timestamp=1, body=b"{}")["webhook-signature"]
    'v1,kW+83cjD04uWm7Qber/sPiCRVJ9ljbsrg8ALKAx2qMc='
    """
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    content = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }
