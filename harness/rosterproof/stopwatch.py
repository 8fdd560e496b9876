"""The harness's only look at the wall clock: how long something took, and whether its time is up.

Business time belongs to the world's clock. Wall time is read here and nowhere else, so that nothing judged can depend
on how fast a machine is.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant on the wall clock by which something must have happened.

    >>> Deadline.after(60).passed
    False
    >>> Deadline.after(0).remaining()
    0.0
    """

    seconds: float
    ends: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """`seconds` from now."""
        return cls(seconds, time.monotonic() + seconds)

    def remaining(self) -> float:
        """Seconds left; 0.0 when it has passed."""
        return max(0.0, self.ends - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time is up."""
        return self.remaining() == 0.0


class Stopwatch:
    """Runs from the moment it is made."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self._began


def today_and_now() -> datetime:
    """The wall clock's time in UTC, for the date on a certificate."""
    return datetime.now(UTC)
