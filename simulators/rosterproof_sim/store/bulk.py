"""Many rows at once, as the database has them: for a company that comes with its past.

Rows are written in the order in which their keys grow, and what an index needs to be sorted is sorted once, at the end.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table
from sqlalchemy.schema import CreateIndex, DropIndex

from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection

Row = tuple[Any, ...]

#: The columns of the rows, in their order; texts of days and instants are as `columns` writes them.
CHANGE = ("sequence", "recorded_at", "employee_id", "kind", "change")
ANNOUNCEMENT = ("sequence", "kind", "employee_id", "effective_on", "recorded_at", "changed_fields")
EMPLOYEE = tuple(column.name for column in tables.employees.columns)

_WRITTEN = ((tables.changes, CHANGE), (tables.announcements, ANNOUNCEMENT), (tables.employees, EMPLOYEE))


@dataclass(slots=True)
class Chapter:
    """The next rows of a company's past, and how many of its people have been hired by then."""

    changes: list[Row] = field(default_factory=list)
    announcements: list[Row] = field(default_factory=list)
    employees: list[Row] = field(default_factory=list)
    hired: int = 0
    people: int = 0


@contextmanager
def bulk(db: Connection) -> Iterator["Bulk"]:
    """Write rows of a new world; its indexes are made when all are written."""
    indexes = [index for table, _ in _WRITTEN for index in sorted(table.indexes, key=lambda each: str(each.name))]
    for index in indexes:
        db.execute(DropIndex(index))
    yield Bulk(db)
    for index in indexes:
        db.execute(CreateIndex(index))


class Bulk:
    """Writes chapter after chapter with the driver's own executemany."""

    def __init__(self, db: Connection) -> None:
        self._cursor = db.driver.cursor()
        self._texts = [_insert(table, columns) for table, columns in _WRITTEN]

    def write(self, chapter: Chapter) -> None:
        """Append the rows of a chapter."""
        for text, rows in zip(self._texts, (chapter.changes, chapter.announcements, chapter.employees), strict=True):
            self._cursor.executemany(text, rows)


def _insert(table: Table, columns: Sequence[str]) -> str:
    # Names of our own tables and columns, nothing from outside.
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
