"""How often a client may ask, and what it is told about that (draft-ietf-httpapi-ratelimit-headers).

A window begins with the first request in it and is so many seconds long on the wall clock. What is refused does not
count, so that a client that waits for the end of the window is let in again.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from werkzeug.http import http_date

from rosterproof_sim.clock import wall_seconds
from rosterproof_sim.dialect.wire import Quotas
from rosterproof_sim.domain.words.conduct import Limit
from rosterproof_sim.web.problem import Problem

#: The name of the one policy, as the headers call it.
POLICY = "default"
#: Windows are swept when there are more of them than this.
_MANY = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Quota:
    """What is left to a client in its window: `reset` is in seconds from now, rounded up."""

    limit: Limit
    admitted: bool
    remaining: int
    reset: int
    ends_at: float

    def headers(self, said: Quotas) -> Mapping[str, str]:
        """What every answer carries, as the wire says it."""
        return said(self.limit.requests, self.limit.per_seconds, self.remaining, self.reset)

    def problem(self) -> Problem:
        """Refuse, and say when to come again: not before the window ends."""
        # A date has no fractions, so it is the next whole second.
        dated = self.limit.retry_after == "http-date"
        again = http_date(math.ceil(self.ends_at)) if dated else str(self.reset)
        detail = (
            f"{self.limit.requests} requests in {self.limit.per_seconds} s may be made. Come again in {self.reset} s."
        )
        return Problem(
            429, "quota-exceeded", detail, headers={"Retry-After": again}, also={"violated_policies": [POLICY]}
        )


class Limiter:
    """Counts the requests of each client of one system. Its clock comes with it."""

    def __init__(self, limit: Limit, now: Callable[[], float] = wall_seconds) -> None:
        self.limit = limit
        self._now = now
        self._counting = Lock()
        #: Client -> when its window ends, and how many requests it made in it.
        self._windows: dict[str, tuple[float, int]] = {}

    def take(self, client: str) -> Quota:
        """Count a request, if it may still be made."""
        limit = self.limit
        with self._counting:
            now = self._now()
            ends_at, made = self._windows.get(client, (now, 0))
            # A wall clock that was put back must not shut anybody out for longer than a window.
            if not now < ends_at <= now + limit.per_seconds:
                self._sweep(now)
                ends_at, made = now + limit.per_seconds, 0
            admitted = made < limit.requests
            self._windows[client] = (ends_at, made + admitted)
        return Quota(
            limit=limit,
            admitted=admitted,
            remaining=limit.requests - made - admitted,
            reset=math.ceil(ends_at - now),
            ends_at=ends_at,
        )

    def _sweep(self, now: float) -> None:
        if len(self._windows) > _MANY:
            self._windows = {client: window for client, window in self._windows.items() if window[0] > now}
