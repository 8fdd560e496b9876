"""How long to wait before asking again. Pure arithmetic on the caller's own clock."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

#: Tries of one request in all. With the pauses below they span about eight seconds, more where the server asks for it.
ATTEMPTS = 6
#: Whoever asks for more patience than this is not waited for: the cycle ends, and the next one will try again.
LONGEST = 60.0


def asked_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that Retry-After asks for, as a number or a date; None without a usable one.

    Source: RFC 9110, section 10.2.3.

    >>> asked_for({"retry-after": "2"}, datetime(2026, 3, 2, tzinfo=UTC))
    2.0
    >>> asked_for({"retry-after": "Mon, 02 Mar 2026 00:00:30 GMT"}, datetime(2026, 3, 2, tzinfo=UTC))
    30.0
    >>> asked_for({"retry-after": "soon"}, datetime(2026, 3, 2, tzinfo=UTC)) is None
    True
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return max(seconds, 0.0)


def backoff(attempt: int, about: str) -> float:
    """Seconds to wait after failed try number `attempt` (1, 2, …): doubling, with a jitter.

    The jitter keeps many callers apart. It is drawn from a hash of what is asked, so that a run can be repeated.
    """
    jitter = int.from_bytes(sha256(f"{about} {attempt}".encode()).digest()[:2]) / 65_536
    return float(0.25 * 2 ** (attempt - 1) * (0.5 + jitter))
