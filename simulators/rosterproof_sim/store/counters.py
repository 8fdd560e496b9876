"""The counters behind every id and credential. They live in the database, so that a snapshot brings them back too."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection

_READ = select(tables.counters)
_WRITE = insert(tables.counters)
_WRITE = _WRITE.on_conflict_do_update(index_elements=["kind"], set_={"value": _WRITE.excluded.value})


class Counters:
    """A counter for each kind, beginning at 1. A number taken in a transaction that fails is given out again."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._transaction = transaction
        self._values: dict[str, int] | None = None
        self._moved: list[str] = []

    def next(self, kind: str) -> int:
        """Take one number."""
        return self.take(kind, 1)[0]

    def take(self, kind: str, how_many: int) -> range:
        """Take several numbers in a row."""
        with self._transaction() as db:
            if self._values is None:
                self._values = {row.kind: row.value for row in db.execute(_READ)}
            last = self._values.get(kind, 0)
            self._values[kind] = last + how_many
            self._moved.append(kind)
            return range(last + 1, last + how_many + 1)

    @property
    def waiting(self) -> int:
        """How often a counter moved in this transaction."""
        return len(self._moved)

    def flush(self, db: Connection) -> None:
        """Write the counters that moved in this transaction."""
        if self._moved and self._values is not None:
            db.execute(_WRITE, [{"kind": kind, "value": self._values[kind]} for kind in sorted(set(self._moved))])
            self._moved.clear()

    def forget(self) -> None:
        """Drop the copy of the values in memory; the database holds other ones now."""
        self._values = None
        self._moved.clear()
