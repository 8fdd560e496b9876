"""The changes feed, read on from a sequence or from a token that expires.

A token names the place in the feed, when it was given out, and the row that the journal then ended with. So a token
from a life that the world does not have any more, because it went back to an earlier moment, is told apart from one
of this life even where sequences and times are alike.
"""

from datetime import datetime, timedelta
from typing import Any

import orjson

from rosterproof_sim.dialect import Answer, Asked, ok
from rosterproof_sim.dialect.contract.violation import violation
from rosterproof_sim.domain.words.calendar import instant_text, read_instant
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.cursor import Cursors
from rosterproof_sim.web.problem import Problem, invalid
from rosterproof_sim.web.tenant import Tenant

#: In place of a token: nothing yet, only the token to go on from.
LATEST = "latest"
_ROSTER = "/v1/employees"


def changes(asked: Asked[Tenant]) -> Answer:
    """Answer what follows, and where to go on."""
    hris = asked.place.world.hris
    after, limit = _after(asked), asked.query["limit"]
    if after < hris.feed_edge():
        raise _gone("changes-gone", f"The feed does not go back to {after} any more.")
    rows = hris.announcements(after, limit + 1)
    shown = rows[:limit]
    reached = shown[-1].sequence if shown else after
    body = {
        "data": [written(row) for row in shown],
        "next_after": reached,
        "next_token": _seal(asked.place, reached),
        "has_more": len(rows) > limit,
    }
    return ok(body)


def _after(asked: Asked[Tenant]) -> int:
    token = asked.query.get("since_token")
    if token is None:
        return int(asked.query.get("after", 0))
    if "after" in asked.query:
        raise invalid([violation("query", ["since_token"], "cannot stand beside after; give one of them")])
    return asked.place.world.hris.feed_end() if token == LATEST else _open(asked.place, token)


def _seal(tenant: Tenant, sequence: int) -> str:
    row, mark = tenant.world.journal.head()
    issued_at = instant_text(tenant.world.clock.now())
    return _tokens(tenant).seal(orjson.dumps([sequence, issued_at, row, mark[:16]]).decode())


def _open(tenant: Tenant, token: str) -> int:
    try:
        sealed: list[Any] = orjson.loads(_tokens(tenant).open(token) or "")
    except Problem:
        raise Problem(
            400, "bad-token", "This token was not given out here. Pass each next_token on unchanged."
        ) from None
    sequence, issued_at, row, mark = sealed
    if not tenant.world.journal.holds(row, mark):
        raise _gone("token-expired", "This token was given out at a moment that the company has gone back from.")
    if _is_old(tenant, read_instant(issued_at)) or sequence < tenant.world.hris.feed_edge():
        raise _gone("token-expired", f"This token was given out at {issued_at} and has expired.")
    return int(sequence)


def _is_old(tenant: Tenant, issued_at: datetime) -> bool:
    keep = tenant.stage.memory.conduct.hris.feed
    if keep is None or keep.seconds is None:
        return False
    return issued_at + timedelta(seconds=keep.seconds) < tenant.world.clock.now()


def _tokens(tenant: Tenant) -> Cursors:
    return Cursors(tenant.cursor_key, "since_token", {})


def _gone(code: str, what: str) -> Problem:
    way = f"Take a token from since_token={LATEST}, read {_ROSTER} whole, and go on from the token."
    return Problem(410, code, f"{what} {way}", also={"full_sync": _ROSTER})
