"""The database of one world: one connection, one lock, transactions that are entered again without harm.

Every use case works inside `transaction()`. What it writes to any table becomes true together or not at all, and
whoever waits on `changed` is woken once it is.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol, Self
from zlib import crc32

from sqlalchemy import create_engine, create_mock_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import ExecutableDDLElement

from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.counters import Counters
from rosterproof_sim.store.past import METADATA

__all__ = ["Connection", "KeptInMemory", "Store"]


def _schema() -> tuple[str, ...]:
    """Return how the tables, their indexes and their triggers are made."""
    made: list[str] = []

    def keep(statement: ExecutableDDLElement, *_: object) -> None:
        made.append(str(statement.compile(dialect=engine.dialect)).strip())

    engine = create_mock_engine("sqlite+pysqlite://", keep)
    METADATA.create_all(engine, checkfirst=False)
    return tuple(made)


_SCHEMA = _schema()
#: Stamped on every database: one that was made with other tables is refused, and not read half-right.
# The indexes of a table come in any order.
_STAMP = crc32("\n".join(sorted(_SCHEMA)).encode()) & 0x7FFFFFFF

#: More than there are: the driver, too, keeps what it has compiled.
_STATEMENTS = 512

_handed: ContextVar[sqlite3.Connection] = ContextVar("handed")
#: One for all worlds, so that a statement compiled for one world is there for the next. It opens nothing by itself: it
#: is handed the connection of the world, and a world keeps what it gets for it.
_ENGINE = create_engine("sqlite+pysqlite://", creator=_handed.get, poolclass=NullPool)


class KeptInMemory(Protocol):
    """Database content of which a copy is kept in memory."""

    @property
    def waiting(self) -> int:
        """How much is not yet written."""

    def flush(self, db: Connection) -> None:
        """Write what is not yet written; the transaction commits next."""

    def forget(self) -> None:
        """Drop the copy: the database holds something else now."""


class Store:
    """One SQLite database, in memory or in a file that this process owns alone; empty, or like another one."""

    def __init__(self, file: Path | None = None, *, like: Self | None = None) -> None:
        self.lock = threading.RLock()
        #: Notified after every commit that wrote something. It shares the lock: hold it, look, then wait.
        self.changed = threading.Condition(self.lock)
        if like is not None and file is not None:
            like.copy_to_file(file)
        self._raw = _connect(file)
        handed = _handed.set(self._raw)
        self._alchemy = _ENGINE.connect()
        self._connection = Connection(self._raw, self._alchemy)
        _handed.reset(handed)
        #: Called after every commit that wrote something, with the lock held.
        self.committed: Callable[[], None] = lambda: None
        self._kept: list[KeptInMemory] = []
        self._spoilt = False
        self.counters = Counters(self.transaction)
        self.keep(self.counters)
        try:
            if like is not None and file is None:
                like.copy_to(self._raw)
            self._create(file)
        except BaseException:
            self.close()
            raise

    def keep(self, kept: KeptInMemory) -> None:
        """Register what keeps database content in memory, to be written with a commit and dropped with a rollback."""
        self._kept.append(kept)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Join the transaction that this thread is in, or make one; the outermost commits, or undoes all."""
        with self.lock:
            before = self._done()
            if self._alchemy.in_transaction():
                try:
                    yield self._connection
                except BaseException:
                    self._spoilt = self._spoilt or self._done() != before
                    raise
                return
            try:
                with self._alchemy.begin():
                    # The driver would begin a transaction at the first write only, and reads before it would be
                    # outside. A listener on the engine would do the same, and slow down every single statement.
                    self._raw.execute("BEGIN")
                    yield self._connection
                    self._check_whole()
                    for kept in self._kept:
                        kept.flush(self._connection)
            except BaseException:
                self._spoilt = False
                self._forget()
                raise
            if self._done() != before:
                self.changed.notify_all()
                self.committed()

    @contextmanager
    def attempt(self) -> Iterator[Connection]:
        """Do something inside a transaction that may fail alone: what it wrote is undone, and the rest goes on."""
        with self.lock:
            if not self._alchemy.in_transaction():
                with self.transaction() as db:
                    yield db
                return
            for kept in self._kept:
                kept.flush(self._connection)
            spoilt = self._spoilt
            self._raw.execute("SAVEPOINT attempt")
            try:
                yield self._connection
            except BaseException:
                self._raw.execute("ROLLBACK TO attempt")
                self._spoilt = spoilt
                self._forget()
                raise
            finally:
                self._raw.execute("RELEASE attempt")

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy the whole database to another one."""
        with self.lock:
            self._check_settled()
            self._raw.backup(target)

    def copy_to_file(self, file: Path) -> None:
        """Write a copy of the whole database to a file, replacing one that is there.

        It is written aside and then renamed: a process that is killed here leaves the old copy whole. So nothing has
        to wait for the disk, which would take most of the time.
        """
        unfinished = file.with_name(f"{file.name}.unfinished")
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as copy:
            copy.execute("PRAGMA synchronous = OFF")
            self.copy_to(copy)
        unfinished.replace(file)

    def replace_from(self, source: sqlite3.Connection) -> None:
        """Become a copy of another database."""
        with self.lock:
            self._check_settled()
            source.backup(self._raw)
            self._forget()
            self.changed.notify_all()

    def close(self) -> None:
        """Let the database go."""
        with self.lock:
            self._alchemy.close()
            self._raw.close()
            self.changed.notify_all()

    def _create(self, file: Path | None) -> None:
        """Make the tables of a new database; refuse one that was made by another version."""
        with self.transaction():
            if self._raw.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                for made in _SCHEMA:
                    self._raw.execute(made)
                self._raw.execute(f"PRAGMA user_version = {_STAMP}")
            elif self._raw.execute("PRAGMA user_version").fetchone() != (_STAMP,):
                detail = f"{file} was made by another version of Rosterproof. Name another folder, and make it anew."
                raise Refused("world-of-another-version", detail)

    def _done(self) -> int:
        """Return a number that moves with every write, those that wait for the commit included."""
        return self._raw.total_changes + sum(kept.waiting for kept in self._kept)

    def _check_whole(self) -> None:
        """Raise where a use case failed half-way and somebody went on as if it had not."""
        if self._spoilt:
            raise RuntimeError("a use case failed half-way inside this transaction; all of it is undone")

    def _check_settled(self) -> None:
        """Raise in the middle of a transaction: a copy would hold, or lose, half of it."""
        if self._alchemy.in_transaction():
            raise RuntimeError("a world is copied between transactions, not inside one")

    def _forget(self) -> None:
        for kept in self._kept:
            kept.forget()


def _connect(file: Path | None) -> sqlite3.Connection:
    """Connect so that any thread may use the connection under the world's lock, and no other process the file."""
    raw = sqlite3.connect(
        ":memory:" if file is None else file,
        check_same_thread=False,
        isolation_level=None,
        timeout=0.5,
        cached_statements=_STATEMENTS,
    )
    if file is not None:
        try:
            raw.execute("PRAGMA locking_mode = EXCLUSIVE")
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.OperationalError as busy:
            raw.close()
            detail = f"{file} cannot be opened ({busy}). Is another process serving this world?"
            raise Refused("world-in-use", detail) from None
    return raw
