"""What a statement found."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol, Self

#: So many words of one statement are kept, at most; then it begins anew.
_KEPT = 20_000


class _Rows(Protocol):
    """A cursor, of the driver or of SQLAlchemy."""

    def __iter__(self) -> Iterator[Any]: ...

    def close(self) -> None: ...


class Result:
    """Rows that are read once, from the first to the last."""

    def __init__(
        self,
        names: Sequence[str],
        rows: _Rows | Sequence[Any],
        read: Callable[[tuple[Any, ...]], Sequence[Any]] | None = None,
        words: dict[tuple[Any, ...], Any] | None = None,
    ) -> None:
        self._names = names
        self._rows = rows
        self._read = read
        self._words = words

    def __iter__(self) -> Iterator[Any]:
        """Yield rows whose columns are asked for by name or place."""
        return map(_row(tuple(self._names))._make, self.tuples())

    def __enter__(self) -> Self:
        """Read inside a `with` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go what was not read."""
        if not isinstance(self._rows, Sequence):
            self._rows.close()

    def words(self, kind: type[Any]) -> Iterator[Any]:
        """Yield words of the kind that this statement is about; a row that comes again is the word it was before."""
        known, read, names = self._words, self._read or tuple, self._names
        if known is None:
            yield from (kind(**row) for row in self.mappings())
            return
        for row in self._rows:
            word = known.get(row)
            if word is None:
                if len(known) >= _KEPT:
                    known.clear()
                word = known[row] = kind(**dict(zip(names, read(row), strict=True)))
            yield word

    def mappings(self) -> "Mappings":
        """Return the rows as dicts."""
        return Mappings(self._names, self.tuples())

    def tuples(self) -> Iterator[Sequence[Any]]:
        """Yield the rows as they are."""
        return iter(self._rows) if self._read is None else map(self._read, self._rows)

    def scalars(self) -> Iterator[Any]:
        """Yield the first column."""
        return (row[0] for row in self.tuples())

    def all(self) -> list[Any]:
        """Return all rows."""
        return list(self)

    def first(self) -> Any:
        """Return the first row; None where there is none."""
        return next(iter(self), None)

    def one(self) -> Any:
        """Return the row of a question that has one answer."""
        (row,) = self
        return row

    def scalar(self) -> Any:
        """Return the first column of the first row; None where there is none."""
        return next(self.scalars(), None)

    def scalar_one(self) -> Any:
        """Return the first column of the row of a question that has one answer."""
        (value,) = self.scalars()
        return value


class Mappings:
    """Rows as dicts, by the names of the columns."""

    def __init__(self, names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
        self._names = names
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the rows."""
        names = self._names
        return (dict(zip(names, row, strict=True)) for row in self._rows)

    def all(self) -> list[dict[str, Any]]:
        """Return all rows."""
        return list(self)

    def first(self) -> dict[str, Any] | None:
        """Return the first row; None where there is none."""
        return next(iter(self), None)

    def one(self) -> dict[str, Any]:
        """Return the row of a question that has one answer."""
        (row,) = self
        return row


@cache
def _row(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names, rename=True)
