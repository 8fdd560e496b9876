"""Rows of many people at once, in one query, however many people there are besides."""

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, bindparam, func, select

from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.result import Result


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the values that `find` is given."""
    return column.in_(select(func.json_each(bindparam("those")).table_valued("value").c.value))


def find(db: Connection, query: Select[Any], values: Sequence[str]) -> Result:
    """Return what a query with `among` finds."""
    return db.execute(query, those(values))


def those(values: Sequence[str]) -> dict[str, str]:
    """Return values as `among` takes them."""
    return {"those": orjson.dumps(values).decode()}
