"""When a message that was not taken is tried again, counted on the world's clock.

The contracts say this schedule in words, and `GET /v1/webhook-policy` in numbers; a test holds all three together.
"""

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
#: A receiver may ask for more patience than the schedule has (Retry-After), and for no more than this.
LONGEST = timedelta(hours=24)


def next_attempt(now: datetime, tries: int, retry_after: int | None = None) -> datetime | None:
    """Return when to try again after so many tries, or None where it is given up.

    The seconds that a receiver asks for are counted on the world's clock, as the schedule is: on the wall clock
    a world that stands still would never get there.

    >>> from datetime import UTC
    >>> next_attempt(datetime(2026, 3, 2, 9, tzinfo=UTC), 1).isoformat()
    '2026-03-02T09:00:05+00:00'
    >>> next_attempt(datetime(2026, 3, 2, 9, tzinfo=UTC), 1, retry_after=60).isoformat()
    '2026-03-02T09:01:00+00:00'
    >>> next_attempt(datetime(2026, 3, 2, 9, tzinfo=UTC), 10) is None
    True
    """
    if tries > len(WAITS):
        return None
    asked = min(retry_after or 0, LONGEST.total_seconds())
    return now + max(WAITS[tries - 1], timedelta(seconds=asked))
