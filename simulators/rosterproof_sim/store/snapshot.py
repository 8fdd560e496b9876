"""Copies of a whole world under a name: in memory for a world in memory, beside the file for a world in a folder.

A copy is made by SQLite's own backup, so that it holds everything: clock, counters and journal too.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.store.database import Store

#: The world as it was made, for going back to that moment. No snapshot can have this name.
MADE = "@made"

_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}", re.ASCII)


def check_name(name: str) -> None:
    """Raise Invalid where a name cannot be used; it becomes the name of a file."""
    if not _NAME.fullmatch(name):
        raise Invalid("name", f"{name!r} is not 1 to 63 of a-z, 0-9, '.' and '-', beginning with a letter or digit")


class Shelf:
    """The snapshots of one world."""

    def __init__(self, store: Store, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder
        self._kept: dict[str, sqlite3.Connection] = {}
        if folder is not None:
            folder.mkdir(exist_ok=True)

    def put(self, name: str) -> None:
        """Keep a copy, replacing one of the same name."""
        if self._folder is None:
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            self._store.copy_to(copy)
            self._drop(name)
            self._kept[name] = copy
            return
        self._store.copy_to_file(self._file(name))

    def take(self, name: str) -> None:
        """Make the world what it was in a copy."""
        with self._opened(name) as copy:
            self._store.replace_from(copy)

    def has(self, name: str) -> bool:
        """Tell whether there is a copy of a name."""
        return name in self._kept if self._folder is None else self._file(name).is_file()

    def names(self) -> list[str]:
        """Return the names, in order."""
        if self._folder is None:
            return sorted(self._kept.keys() - {MADE})
        return sorted(file.stem for file in self._folder.glob("*.sqlite") if file.stem != MADE)

    def taken_at(self, name: str) -> datetime:
        """Return the world's time in a copy."""
        with self._opened(name) as copy:
            (now,) = copy.execute("SELECT now FROM world").fetchone()
            return datetime.fromisoformat(now)

    def close(self) -> None:
        """Let go of what is kept in memory."""
        for name in list(self._kept):
            self._drop(name)

    @contextmanager
    def _opened(self, name: str) -> Iterator[sqlite3.Connection]:
        """Open a copy, or raise NotFound."""
        if not self.has(name):
            raise NotFound(f"snapshot {name}")
        if self._folder is None:
            yield self._kept[name]
            return
        with closing(sqlite3.connect(self._file(name))) as copy:
            yield copy

    def _file(self, name: str) -> Path:
        return (self._folder or Path()) / f"{name}.sqlite"

    def _drop(self, name: str) -> None:
        if name in self._kept:
            self._kept.pop(name).close()
