"""Pages by key: rows in order of their id, from behind an id, of which some columns have wanted values."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, bindparam

from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.result import Result


def find_page(
    db: Connection,
    query: Select[Any],
    key: Column[str],
    *,
    after: str | None,
    limit: int | None,
    wanted: Mapping[Column[Any], object],
    **values: object,
) -> Result:
    """Return a page of a query that a module keeps and that is in order of `key`.

    What is wanted as None may be anything. `values` are those that the query itself asks for.
    """
    having = {column: value for column, value in wanted.items() if value is not None}
    narrowed = _narrowed(query, key, tuple(having), follows=after is not None, ends=limit is not None)
    named: dict[str, object] = {f"wanted_{column.name}": value for column, value in having.items()}
    if after is not None:
        named["after"] = after
    if limit is not None:
        named["limit"] = limit
    return db.execute(narrowed, named | values)


@cache
def _narrowed(
    query: Select[Any], key: Column[str], having: tuple[Column[Any], ...], *, follows: bool, ends: bool
) -> Select[Any]:
    """Narrow a query, once for each way to ask."""
    if follows:
        query = query.where(key > bindparam("after"))
    query = query.where(*(column == bindparam(f"wanted_{column.name}") for column in having))
    return query.limit(bindparam("limit")) if ends else query
