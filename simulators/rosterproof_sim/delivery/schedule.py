"""When a message that was not taken is tried again, counted on the world's clock."""

from datetime import datetime, timedelta

#: After the first attempt, the second, and so on.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)


def next_attempt(now: datetime, attempts: int) -> datetime | None:
    """Return when to try again after so many attempts, or None where it is given up.

    >>> from datetime import UTC
    >>> next_attempt(datetime(2026, 3, 2, 9, tzinfo=UTC), 1).isoformat()
    '2026-03-02T09:00:05+00:00'
    >>> next_attempt(datetime(2026, 3, 2, 9, tzinfo=UTC), 10) is None
    True
    """
    return now + WAITS[attempts - 1] if attempts <= len(WAITS) else None
