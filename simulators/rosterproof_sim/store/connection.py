"""The connection of a world: statements that a module keeps are prepared, the others are left to SQLAlchemy."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy
from sqlalchemy import Dialect, Executable

from rosterproof_sim.store.prepared import Prepared
from rosterproof_sim.store.result import Result

Values = Mapping[str, Any]

_NONE: Values = {}


class Connection:
    """Runs statements on the one connection that a world has."""

    def __init__(self, raw: sqlite3.Connection, alchemy: sqlalchemy.Connection) -> None:
        self._raw = raw
        self._alchemy = alchemy

    @property
    def driver(self) -> sqlite3.Connection:
        """The connection as the driver has it, for what only the driver does."""
        return self._raw

    def execute(self, statement: Executable, values: Values | Sequence[Values] = _NONE) -> Result:
        """Run a statement once with these values, or once with each of several."""
        sample = values if isinstance(values, Mapping) else values[0]
        prepared = _prepared(statement, sample, self._alchemy.dialect)
        if prepared is None:
            found = self._alchemy.execute(statement, values)
            return Result(list(found.keys()), found) if found.returns_rows else Result((), ())
        if isinstance(values, Mapping):
            return prepared.result(self._raw.execute(prepared.sql, prepared.bound(values)))
        return prepared.result(self._raw.executemany(prepared.sql, [prepared.bound(each) for each in values]))


#: What was seen, by statement, and of it what is prepared, by the names of the values.
_SEEN: WeakKeyDictionary[Executable, dict[tuple[str, ...], Prepared | None]] = WeakKeyDictionary()


def _prepared(statement: Executable, values: Values, dialect: Dialect) -> Prepared | None:
    """Return a statement prepared if it was seen before: one that is made for a single question never was."""
    seen = _SEEN.get(statement)
    if seen is None:
        _SEEN[statement] = {}
        return None
    names = tuple(values)
    if names not in seen:
        seen[names] = Prepared.of(statement, names, dialect)
    return seen[names]
