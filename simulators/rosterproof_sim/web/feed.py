"""The changes feed, read on from a sequence or from a token that expires.

A token names the place in the feed, when it was given out, and the row that the journal then ended with. So a token
from a life that the world does not have any more, because it went back to an earlier moment, is told apart from one
of this life even where sequences and times are alike.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import orjson

from rosterproof_sim.dialect import Answer, Asked, ok
from rosterproof_sim.dialect.contract.violation import violation
from rosterproof_sim.domain.words.calendar import instant_text, read_instant
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.cursor import Cursors
from rosterproof_sim.web.paging import Sequenced
from rosterproof_sim.web.problem import Problem, invalid
from rosterproof_sim.web.tenant import Tenant

#: In place of a token: nothing yet, only the token to go on from.
LATEST = "latest"


class Gone(Exception):
    """What was asked for the feed has let go of; `code` says how it was asked for."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


class Announcing(Protocol):
    """A system with a changes feed."""

    def announcements(self, after: int = 0, limit: int = 50) -> Sequence[Sequenced]:
        """Return the entries that follow a sequence."""

    def feed_edge(self) -> int:
        """Return the sequence of the last entry that the feed has let go of."""

    def feed_end(self) -> int:
        """Return the sequence of the newest entry."""


def changes(asked: Asked[Tenant], system: Announcing, *lists: str) -> Answer:
    """Answer what follows, and where to go on. Whoever is behind has to read the lists whole instead."""
    try:
        return _following(asked, system)
    except Gone as gone:
        whole = f"{', '.join(lists[:-1])} and {lists[-1]}" if len(lists) > 1 else lists[0]
        way = f"Take a token from since_token={LATEST}, read {whole} whole, and go on from the token."
        raise Problem(410, gone.code, f"{gone.what} {way}", also={"full_sync": list(lists)}) from None


def _following(asked: Asked[Tenant], system: Announcing) -> Answer:
    after, limit = _after(asked, system), asked.query["limit"]
    if after < system.feed_edge():
        raise Gone("changes-gone", f"The feed does not go back to {after} any more.")
    rows = system.announcements(after, limit + 1)
    shown = rows[:limit]
    reached = shown[-1].sequence if shown else after
    body = {
        "data": [written(row) for row in shown],
        "next_after": reached,
        "next_token": _seal(asked.place, reached),
        "has_more": len(rows) > limit,
    }
    return ok(body)


def _after(asked: Asked[Tenant], system: Announcing) -> int:
    token = asked.query.get("since_token")
    if token is None:
        return int(asked.query.get("after", 0))
    if "after" in asked.query:
        raise invalid([violation("query", ["since_token"], "cannot stand beside after; give one of them")])
    return system.feed_end() if token == LATEST else _open(asked.place, system, token)


def _seal(tenant: Tenant, sequence: int) -> str:
    row, mark = tenant.world.journal.head()
    issued_at = instant_text(tenant.world.clock.now())
    return _tokens(tenant).seal(orjson.dumps([sequence, issued_at, row, mark[:16]]).decode())


def _open(tenant: Tenant, system: Announcing, token: str) -> int:
    try:
        sealed: list[Any] = orjson.loads(_tokens(tenant).open(token) or "")
    except Problem:
        raise Problem(
            400, "bad-token", "This token was not given out here. Pass each next_token on unchanged."
        ) from None
    sequence, issued_at, row, mark = sealed
    if not tenant.world.journal.holds(row, mark):
        raise Gone("token-expired", "This token was given out at a moment that the company has gone back from.")
    if _is_old(tenant, read_instant(issued_at)) or sequence < system.feed_edge():
        raise Gone("token-expired", f"This token was given out at {issued_at} and has expired.")
    return int(sequence)


def _is_old(tenant: Tenant, issued_at: datetime) -> bool:
    keep = tenant.manners.feed
    if keep is None or keep.seconds is None:
        return False
    return issued_at + timedelta(seconds=keep.seconds) < tenant.world.clock.now()


def _tokens(tenant: Tenant) -> Cursors:
    return Cursors(tenant.cursor_key, "since_token", {})
