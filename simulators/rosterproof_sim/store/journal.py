"""The journal of a world: everything that happened, hash-chained, so that a missing or changed row shows."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, insert, select

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.written import canonical
from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.database import Store

JournalKind = Literal["world", "change", "learning", "exchange", "delivery", "clock", "fault", "feed"]

#: What stands before the first row.
NO_HASH = "0" * 64

_APPEND = insert(tables.journal)
_LAST = select(tables.journal.c.sequence, tables.journal.c.hash).order_by(tables.journal.c.sequence.desc()).limit(1)
_READ = (
    select(tables.journal)
    .where(tables.journal.c.sequence > bindparam("after"))
    .order_by(tables.journal.c.sequence)
    .limit(bindparam("limit"))
)
_READ_KIND = _READ.where(tables.journal.c.kind == bindparam("kind"))


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalRow:
    """One row. `hash` is SHA-256 over the hash before and the canonical JSON of the rest, in hexadecimal."""

    sequence: int
    kind: JournalKind
    at: datetime
    data: Mapping[str, Any]
    hash: str


class Journal:
    """Append-only. Rows join the transaction they are appended in, or make one of their own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._last: tuple[int, str] | None = None
        self._unwritten: list[dict[str, Any]] = []
        store.keep(self)

    def append(self, kind: JournalKind, data: Mapping[str, Any]) -> int:
        """Append a row at the world's present time; returns its sequence."""
        return self.append_all(kind, [data])

    def append_all(self, kind: JournalKind, many: Sequence[Mapping[str, Any]]) -> int:
        """Append rows of one kind; returns the sequence of the last."""
        at = self._clock.now()
        with self._store.transaction():
            sequence, previous = self._newest()
            for data in many:
                sequence += 1
                text = canonical(data)
                row = f'{{"at":"{instant_text(at)}","data":{text},"kind":"{kind}","sequence":{sequence}}}'
                previous = hashlib.sha256((previous + row).encode()).hexdigest()
                self._unwritten.append({"sequence": sequence, "kind": kind, "at": at, "data": text, "hash": previous})
            self._last = sequence, previous
            return sequence

    def read(self, after: int = 0, limit: int = 500, *, kind: JournalKind | None = None) -> list[JournalRow]:
        """Return the rows that follow a sequence."""
        query = _READ if kind is None else _READ_KIND
        with self._store.transaction() as db:
            self.flush(db)
            rows = db.execute(query, {"after": after, "limit": limit, "kind": kind}).all()
        return [
            JournalRow(sequence=row.sequence, kind=row.kind, at=row.at, data=json.loads(row.data), hash=row.hash)
            for row in rows
        ]

    def head(self) -> tuple[int, str]:
        """Return the sequence and hash of the newest row; 0 and zeros for an empty journal."""
        with self._store.transaction():
            return self._newest()

    def holds(self, sequence: int, mark: str) -> bool:
        """Tell whether the row of a sequence is the one whose hash begins so: whether that moment is in this past."""
        rows = self.read(sequence - 1, 1)
        return bool(rows) and rows[0].sequence == sequence and rows[0].hash.startswith(mark)

    def last_sequence(self) -> int:
        """Return the sequence of the newest row; 0 in an empty journal."""
        with self._store.transaction():
            return self._newest()[0]

    @property
    def waiting(self) -> int:
        """How many rows of this transaction are not yet written."""
        return len(self._unwritten)

    def flush(self, db: Connection) -> None:
        """Write the rows of this transaction."""
        if self._unwritten:
            db.execute(_APPEND, self._unwritten)
            self._unwritten = []

    def forget(self) -> None:
        """Drop what is not written and what was known of the newest row; the database holds another journal now."""
        self._last = None
        self._unwritten = []

    def _newest(self) -> tuple[int, str]:
        if self._last is None:
            with self._store.transaction() as db:
                row = db.execute(_LAST).first()
            self._last = (row.sequence, row.hash) if row else (0, NO_HASH)
        return self._last
