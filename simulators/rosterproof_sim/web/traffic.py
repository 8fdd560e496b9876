"""How many exchanges are under way with a world, and how long it has been silent on the wall clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock

from rosterproof_sim.clock import monotonic_milliseconds


class Traffic:
    """Counted outside the world's lock: an exchange that waits for the lock is under way already."""

    def __init__(self, changed: Condition) -> None:
        self._changed = changed
        self._counting = Lock()
        self._last = monotonic_milliseconds()
        self._watchers = 0
        self.in_flight = 0

    def enter(self) -> None:
        """Count an exchange that begins."""
        with self._counting:
            self.in_flight += 1
            self._last = monotonic_milliseconds()

    def leave(self) -> None:
        """Count an exchange that is over, and wake whoever waits for silence."""
        with self._counting:
            self.in_flight -= 1
            self._last = monotonic_milliseconds()
        if self._watchers:
            with self._changed:
                self._changed.notify_all()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Be woken when an exchange is over. The caller holds the world's lock and looks only after this."""
        self._watchers += 1
        try:
            yield
        finally:
            self._watchers -= 1

    def silent_ms(self) -> int:
        """Return for how long nothing was exchanged; 0 while something is."""
        with self._counting:
            return 0 if self.in_flight else monotonic_milliseconds() - self._last
