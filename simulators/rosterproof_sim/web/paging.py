"""Lists a page at a time: by keyset cursor, or by the sequence of a feed."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from rosterproof_sim.dialect import Answer, Asked, ok
from rosterproof_sim.web.cursor import Cursors
from rosterproof_sim.web.tenant import Tenant

RowT = TypeVar("RowT")
RowT_co = TypeVar("RowT_co", covariant=True)


class Sequenced(Protocol):
    """A row of a feed."""

    @property
    def sequence(self) -> int:
        """Its place in the feed."""


class Fetch(Protocol[RowT_co]):
    """Reads rows from behind one, at most so many."""

    def __call__(self, *, after: str | None, limit: int) -> Sequence[RowT_co]:
        """Read them."""


SequencedT = TypeVar("SequencedT", bound=Sequenced)


def page(
    asked: Asked[Tenant],
    fetch: Fetch[RowT],
    identify: Callable[[RowT], str],
    to_wire: Callable[[RowT], dict[str, Any]],
) -> Answer:
    """Answer one page of a list in order of id, and the cursor of the next."""
    cursors = Cursors(asked.place.cursor_key, asked.operation, asked.query)
    limit = asked.query["limit"]
    rows = fetch(after=cursors.open(asked.query.get("cursor")), limit=limit + 1)
    shown = rows[:limit]
    following = cursors.seal(identify(shown[-1])) if len(rows) > limit else None
    return ok({"data": [to_wire(row) for row in shown], "next_cursor": following})


def feed(
    asked: Asked[Any], read: Callable[[int, int], Sequence[SequencedT]], to_wire: Callable[[SequencedT], dict[str, Any]]
) -> Answer:
    """Answer what follows a sequence, and where to go on."""
    after, limit = asked.query["after"], asked.query["limit"]
    rows = read(after, limit + 1)
    shown = rows[:limit]
    return ok(
        {
            "data": [to_wire(row) for row in shown],
            "next_after": shown[-1].sequence if shown else after,
            "has_more": len(rows) > limit,
        }
    )
