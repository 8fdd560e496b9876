"""Is this webhook from whom it says, and fresh? Standard Webhooks 1.0, on the raw bytes."""

import base64
import hmac
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

#: (secret, headers, body, now) -> the id and the event of a genuine webhook; None for any other.
Reader = Callable[[str, Mapping[str, str], bytes, float], tuple[str, dict[str, Any]] | None]
#: Seconds that the sender's clock may differ from ours, either way.
TOLERANCE = 300
#: Nobody rotates through more keys than this.
MOST_SIGNATURES = 16
#: Plain digits and not too many: whoever sends this is not known yet.
SECONDS = re.compile(r"[0-9]{1,12}")


def genuine(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether `body` was signed with `secret` within the last five minutes. `headers` has lower-case names."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not SECONDS.fullmatch(timestamp) or abs(now - int(timestamp)) > TOLERANCE:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, "sha256")
    return any(_matches(one, expected) for one in headers.get("webhook-signature", "").split()[:MOST_SIGNATURES])


def _matches(signature: str, expected: bytes) -> bool:
    version, _, encoded = signature.partition(",")
    return version == "v1" and hmac.compare_digest(encoded.encode(), base64.b64encode(expected))


def event_of(body: bytes) -> dict[str, Any] | None:
    """The event, or None: what cannot be worked on must not wait in the queue, where it would stop every cycle."""
    try:
        event = json.loads(body)
    except ValueError:
        return None
    return event if isinstance(event, dict) and isinstance(event.get("data"), dict) else None
