"""Time. The only module that reads the wall clock.

Business time is a world's stopped clock: it moves when it is advanced, and at no other moment. Wall time is what a
client measures on a clock of its own: token life, Retry-After, the age of a signature, how long an answer took.
"""

import time
from datetime import UTC, date, datetime


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        """Return the present instant of the world, in UTC."""
        return self._now

    def today(self) -> date:
        """Return the calendar day of the present instant, in UTC."""
        return self._now.date()

    def advance(self, to: datetime) -> None:
        """Move forward; a clock does not run backward."""
        if to < self._now:
            raise ValueError(f"the clock stands at {self._now.isoformat()}, which is after {to.isoformat()}")
        self._now = to.astimezone(UTC)

    def put_back(self, to: datetime) -> None:
        """Stand where a restored snapshot stood."""
        self._now = to.astimezone(UTC)


def wall_seconds() -> float:
    """Return seconds since 1970 on the wall clock."""
    return time.time()


def monotonic_milliseconds() -> int:
    """Return milliseconds that never run backward, for measuring how long something took."""
    return time.monotonic_ns() // 1_000_000
