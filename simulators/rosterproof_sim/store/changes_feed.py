"""A changes feed: entries in the order in which they came to show, read on from a sequence, until it forgets them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, insert, select

from rosterproof_sim.domain.words.conduct import Keep
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection

EntryT = TypeVar("EntryT")


class ChangesFeed(Generic[EntryT]):
    """The feed in a table, which has the fields of `word`, and in `shown_at` when an entry came to show."""

    def __init__(self, table: Table, word: type[EntryT], shown_at: ColumnElement[Any]) -> None:
        sequence = table.c.sequence
        self._word = word
        self._shown_at = shown_at
        self._append = insert(table)
        # Only the word: that an entry came to show steers who sees it, and is not part of it.
        self._read = (
            select(*(table.c[name] for name in word.__dataclass_fields__))  # type: ignore[attr-defined]
            .where(sequence > bindparam("after"))
            .order_by(sequence)
            .limit(bindparam("limit"))
        )
        self._first = select(func.min(sequence))
        self._last = select(func.max(sequence))
        since = bindparam("since", type_=shown_at.type)
        self._first_since = select(sequence).where(since <= shown_at).order_by(sequence).limit(1)
        self._drop = delete(table).where(sequence < bindparam("first"))

    def append(self, db: Connection, entries: Sequence[EntryT], **more: Any) -> None:
        """Append entries; `more` are the values of columns that are not in the word."""
        if entries:
            db.execute(self._append, [row_of(entry) | more for entry in entries])

    def read(self, db: Connection, after: int, limit: int, horizon: datetime | None = None) -> list[EntryT]:
        """Return the entries that follow a sequence: all, or those that had come to show at an earlier instant."""
        query = self._read if horizon is None else self._read.where(horizon >= self._shown_at)
        return [self._word(**row) for row in db.execute(query, {"after": after, "limit": limit}).mappings()]

    def edge(self, db: Connection) -> int:
        """Return the sequence behind which the feed is whole: that of the last entry it has let go of, or 0."""
        first: int | None = db.execute(self._first).scalar_one()
        return 0 if first is None else first - 1

    def end(self, db: Connection, horizon: datetime | None = None) -> int:
        """Return the sequence of the newest entry: of all, or of those that had come to show at an earlier instant."""
        query = self._last if horizon is None else self._last.where(horizon >= self._shown_at)
        last: int | None = db.execute(query).scalar_one()
        return self.edge(db) if last is None else last

    def trim(self, db: Connection, keep: Keep, now: datetime) -> None:
        """Let go of what is not to be kept. The newest entry stays, so that the feed knows how far it has come."""
        if keep == Keep():
            return
        last = self.end(db)
        first = 0
        if keep.entries is not None:
            first = last - keep.entries + 1
        if keep.seconds is not None:
            since = now - timedelta(seconds=keep.seconds)
            found: int | None = db.execute(self._first_since, {"since": since}).scalar()
            first = max(first, last if found is None else found)
        if first > 1:
            db.execute(self._drop, {"first": first})
