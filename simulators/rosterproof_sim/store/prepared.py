"""A statement, ready to be bound: its SQL, the order of its values, and what makes columns of values and back.

All of it is what SQLAlchemy says, asked once: to run a small statement costs SQLAlchemy several times what it costs
SQLite, and a world runs thousands of them.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Dialect, Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import TypeEngine

from rosterproof_sim.store.result import Result

Processor = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where a value goes: the one that is given under a name, or one that stands in the statement."""

    name: str
    is_given: bool
    fixed: Any
    write: Processor | None


class Prepared:
    """Runs one statement on a connection of the driver."""

    def __init__(self, sql: str, places: list[_Place], readers: list[Processor | None]) -> None:
        self.sql = sql
        self._places = places
        self._readers = [(place, reader) for place, reader in enumerate(readers) if reader is not None]
        #: Rows that were read as words. Words do not change, and most rows are read again as they were.
        self._words: dict[tuple[Any, ...], Any] = {}

    @classmethod
    def of(cls, statement: Executable, names: Collection[str], dialect: Dialect) -> Self | None:
        """Prepare a statement for values of these names; None for one that SQLAlchemy has to see each time."""
        if not isinstance(statement, SelectBase | UpdateBase):
            return None
        compiled = statement.compile(dialect=dialect, column_keys=list(names) or None)
        if not isinstance(compiled, SQLCompiler) or compiled.insert_prefetch or compiled.update_prefetch:
            return None
        binds = compiled.binds
        if any(bind.expanding and bind.required for bind in binds.values()):
            return None
        state = compiled.construct_expanded_state({bind.key: None for bind in binds.values() if bind.required})
        places = []
        for name in state.positiontup or ():
            bind = binds.get(name)
            write = _writer(bind.type, dialect) if bind is not None else state.processors.get(name)
            is_given = bind is not None and (bind.required or bind.key in names)
            fixed = None if is_given else state.parameters[name]
            key = bind.key if bind is not None else name
            places.append(_Place(name=key, is_given=is_given, fixed=write(fixed) if write else fixed, write=write))
        columns = statement.exported_columns
        return cls(state.statement, places, [_reader(each.type, dialect) for each in columns])

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """Return values as the driver takes them, in the order of the statement."""
        return [
            each.fixed
            if not each.is_given
            else values[each.name]
            if each.write is None
            else each.write(values[each.name])
            for each in self._places
        ]

    def result(self, cursor: sqlite3.Cursor) -> Result:
        """Return what a cursor finds, as values of the words."""
        names = [each[0] for each in cursor.description or ()]
        return Result(names, cursor, self._read if self._readers else None, self._words)

    def _read(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for place, reader in self._readers:
            values[place] = reader(values[place])
        return values


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
