"""Too many wrong passwords under one name: that name has to wait, and nobody else."""

import math
from collections import Counter
from threading import Lock

from rosterproof_sim.clock import wall_seconds
from rosterproof_sim.web.problem import Problem

#: Wrong proofs under one name that are answered in one window; the window is in seconds on the wall clock.
TRIES = 100
WINDOW = 60


class Lockout:
    """Counts in windows: when one is over everything in it is forgotten, so it never holds more than that."""

    def __init__(self) -> None:
        self._failed: Counter[str] = Counter()
        self._began = wall_seconds()
        self._counting = Lock()

    def enter(self, name: str) -> None:
        """Raise the 429 for a name that was proven wrong too often, whatever it brings now."""
        with self._counting:
            self._turn()
            if self._failed[name] < TRIES:
                return
            left = max(1, math.ceil(self._began + WINDOW - wall_seconds()))
        raise Problem(
            429,
            "too-many-requests",
            f"{TRIES} wrong proofs came under this name within {WINDOW} s. Come again in {left} s with the right one.",
            headers={"Retry-After": str(left)},
        )

    def failed(self, name: str) -> None:
        """Count a wrong proof."""
        with self._counting:
            self._turn()
            self._failed[name] += 1

    def _turn(self) -> None:
        now = wall_seconds()
        if not self._began <= now < self._began + WINDOW:
            self._failed.clear()
            self._began = now
