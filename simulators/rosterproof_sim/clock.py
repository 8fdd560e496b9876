"""Time. The only module that reads the wall clock.

Business time is a world's own clock: stopped, it moves when it is advanced and at no other moment; running, it goes on
with the wall, so many business seconds to the second. Wall time is what a client measures on a clock of its own: token
life, Retry-After, the age of a signature, how long an answer took.
"""

import math
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

#: Wall seconds of a clock that never runs backward; where it begins means nothing.
Seconds = Callable[[], float]
#: How long a ticker sleeps at least, and at most before it looks again, in seconds of the wall.
_SHORTEST, _LONGEST = 0.001, 86_400.0


class Clock:
    """A clock that shows one instant until it is moved, also while it runs.

    Running, it has a reading besides: what it would show by the wall. Whoever owns the clock moves it there once what
    was due on the way has happened, so that `now` never shows an instant whose doings have not been done.
    """

    def __init__(self, now: datetime, *, seconds: Seconds = time.monotonic) -> None:
        self._now = now.astimezone(UTC)
        self._seconds = seconds
        self._scale: float | None = None
        #: The wall second and the business instant from which a running clock counts.
        self._since = (0.0, self._now)

    def now(self) -> datetime:
        """Return the present instant of the world, in UTC."""
        return self._now

    def today(self) -> date:
        """Return the calendar day of the present instant, in UTC."""
        return self._now.date()

    @property
    def scale(self) -> float | None:
        """Business seconds to one second of the wall; None while the clock is stopped."""
        return self._scale

    def run(self, scale: float) -> None:
        """Go on from the present instant with the wall."""
        self._scale = scale
        self._since = (self._seconds(), self._now)

    def stop(self) -> None:
        """Stand still."""
        self._scale = None

    def reading(self, last: datetime) -> datetime:
        """Return what the wall says the clock should show: whole seconds, never before now nor beyond `last`."""
        if self._scale is None:
            return self._now
        wall, business = self._since
        passed = (self._seconds() - wall) * self._scale
        if passed >= (last - business).total_seconds():
            return max(self._now, last)
        return max(self._now, (business + timedelta(seconds=passed)).replace(microsecond=0))

    def seconds_until(self, instant: datetime) -> float | None:
        """Return how many seconds of the wall pass until the reading comes to an instant; None while stopped."""
        if self._scale is None:
            return None
        wall, business = self._since
        shown = math.ceil(instant.timestamp()) - business.timestamp()
        return max(0.0, wall + shown / self._scale - self._seconds())

    def advance(self, to: datetime) -> None:
        """Move forward; a clock does not run backward. A running one that is moved ahead of the wall runs on there."""
        if to < self._now:
            raise ValueError(f"the clock stands at {self._now.isoformat()}, which is after {to.isoformat()}")
        if self._scale is not None and to > self.reading(to):
            self._since = (self._seconds(), to)
        self._now = to.astimezone(UTC)

    def put_back(self, to: datetime) -> None:
        """Show what a step that failed began from, or, after `stop`, what a restored snapshot shows."""
        self._now = to.astimezone(UTC)


class Hand(Protocol):
    """What a ticker moves: one running clock."""

    def tick(self) -> float | None:
        """Do what is due by now; returns the seconds of the wall until the next thing is, None where nothing waits."""


class Ticker:
    """One thread that wakes when something falls due by a running clock, and at no other moment."""

    def __init__(self, name: str = "ticker") -> None:
        self._name = name
        self._hands: list[Hand] = []
        self._changed = threading.Condition()
        self._looked = True
        self._stopped = False
        self._thread: threading.Thread | None = None

    def add(self, hand: Hand) -> None:
        """Move a hand from now on; the first one starts the thread. One that is moved already is looked at anew."""
        with self._changed:
            if hand not in self._hands:
                self._hands.append(hand)
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._look()

    def remove(self, hand: Hand) -> None:
        """Move a hand no more. One that is being moved just now is let go after it."""
        with self._changed:
            if hand in self._hands:
                self._hands.remove(hand)

    def look(self) -> None:
        """Ask every hand again when it wants to be moved: something may have come up that is due sooner."""
        # What a hand does when it is moved wakes nobody: it is asked right afterward.
        if self._thread is not threading.current_thread():
            with self._changed:
                self._look()

    def stop(self) -> None:
        """End the thread, once what it is doing is done."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def _look(self) -> None:
        self._looked = False
        self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                if self._stopped:
                    return
                self._looked = True
                hands = list(self._hands)
            waits = [seconds for seconds in (hand.tick() for hand in hands) if seconds is not None]
            with self._changed:
                if self._looked and not self._stopped:
                    # Rounding may wake it a moment early, and it must not spin on that; a thread cannot wait for ages.
                    self._changed.wait(min(max(_SHORTEST, min(waits)), _LONGEST) if waits else None)


def wall_seconds() -> float:
    """Return seconds since 1970 on the wall clock."""
    return time.time()


def monotonic_milliseconds() -> int:
    """Return milliseconds that never run backward, for measuring how long something took."""
    return time.monotonic_ns() // 1_000_000
