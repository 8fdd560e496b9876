"""Pages by key: rows in order of their id, from behind an id, of which some columns have wanted values."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Select


def page_of(
    query: Select[Any],
    key: Column[str],
    *,
    after: str | None,
    limit: int | None,
    wanted: Mapping[Column[Any], object],
) -> Select[Any]:
    """Narrow a query that is in order of `key`. What is wanted as None may be anything."""
    if after is not None:
        query = query.where(key > after)
    narrowed = (column == value for column, value in wanted.items() if value is not None)
    return query.where(*narrowed).limit(limit)
