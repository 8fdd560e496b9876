"""Conditions and orders of the words as SQL on one table. Values are always bound, never pasted.

SQL knows a third truth value where a column is null. The conditions know two, so `not` is pushed down to the single
comparisons first, and there it takes in the rows without a value that SQL would leave out. What is left holds only
`and` and `or`, where the third value ends up as "not wanted", which is what it stands for.
"""

from collections.abc import Callable
from typing import Any, assert_never

from sqlalchemy import Column, ColumnElement, FromClause, Integer, Select, String, and_, func, literal, or_, tuple_

from rosterproof_sim.domain.words.criteria import (
    All,
    Compare,
    Criteria,
    Not,
    OneOf,
    Operator,
    Order,
    Present,
    Scalar,
    Some,
)
from rosterproof_sim.domain.words.written import value_written

Operand = ColumnElement[Any]

_COMPARED: dict[Operator, Callable[[Operand, Any], ColumnElement[bool]]] = {
    "lt": lambda column, value: column < value,
    "le": lambda column, value: column <= value,
    "gt": lambda column, value: column > value,
    "ge": lambda column, value: column >= value,
    # LIKE would not tell ASCII letters' case apart, and would have to be kept from reading % and _.
    "co": lambda column, value: func.instr(column, value, type_=Integer) > 0,
    "sw": lambda column, value: func.substr(column, 1, len(value), type_=column.type) == value,
}


def clause(table: FromClause, wanted: Criteria, *, holds: bool = True) -> ColumnElement[bool]:
    """Return the condition as SQL, or its opposite."""
    match wanted:
        case Not(term=term):
            return clause(table, term, holds=not holds)
        case All(terms=terms) | Some(terms=terms):
            joined = and_ if isinstance(wanted, All) is holds else or_
            return joined(*(clause(table, each, holds=holds) for each in terms))
        case Present(field=field):
            return _column(table, field).is_not(None) if holds else _column(table, field).is_(None)
        case OneOf(field=field, values=values):
            column, values = _column(table, field), tuple(_bound(field, each) for each in values)
            return column.in_(values) if holds else _or_none(column, column.not_in(values))
        case Compare(field=field, operator=operator, value=value):
            return _compared(_column(table, field), operator, _bound(field, value), holds=holds)
        case _:
            assert_never(wanted)


def paged(
    query: Select[Any], table: FromClause, key: str, *, order: Order | None, after: str | None, limit: int | None
) -> Select[Any]:
    """Return the rows behind one in order; `after` is its key, and `order.reached` its value."""
    number = table.c[key]
    if order is None or order.field == key:
        if order is not None and order.descending:
            found = query.order_by(number.desc())
            return (found if after is None else found.where(number < after)).limit(limit)
        found = query.order_by(number)
        return (found if after is None else found.where(number > after)).limit(limit)
    column = table.c[order.field]
    first, second = (column.desc(), number.desc()) if order.descending else (column.asc(), number.asc())
    if _nullable(column):
        # SQLite's own way; PostgreSQL would have it the other way round.
        first = first.nulls_last() if order.descending else first.nulls_first()
    found = query.order_by(first, second).limit(limit)
    return found if after is None else found.where(_behind(column, number, order, after))


def _column(table: FromClause, field: str) -> Operand:
    """Return the column of a field; `custom.shift` is a value inside the column of the custom ones."""
    name, _, inside = field.partition(".")
    # The id of a custom field is letters, digits and underscores; the path is bound all the same.
    return func.json_extract(table.c[name], f'$."{inside}"', type_=String) if inside else table.c[name]


def _bound(field: str, value: Scalar) -> Any:
    """Return a value as its column holds it: inside JSON a day is text, and the truth 1 or 0."""
    if value is None or "." not in field:
        return value
    return literal(value_written(value), Integer() if isinstance(value, bool | int) else String())


def _nullable(column: Operand) -> bool:
    return not isinstance(column, Column) or bool(column.nullable)


def _behind(column: Any, number: Any, order: Order, after: str) -> ColumnElement[bool]:
    """Return what comes after a row: a larger value, or the same one and a larger key; or the other way round."""
    if order.reached is None:
        if order.descending:
            return and_(column.is_(None), number < after)
        return or_(and_(column.is_(None), number > after), column.is_not(None))
    row = tuple_(column, number)
    reached = tuple_(order.reached, after, types=[column.type, number.type])
    if order.descending:
        return _or_none(column, row < reached)
    return row > reached


def _compared(column: Operand, operator: Operator, value: Any, *, holds: bool) -> ColumnElement[bool]:
    if operator in {"eq", "ne"}:
        return _equal(column, value, holds=holds is (operator == "eq"))
    compared = _COMPARED[operator](column, value)
    return compared if holds else _or_none(column, ~compared)


def _equal(column: Operand, value: Any, *, holds: bool) -> ColumnElement[bool]:
    if value is None:
        nothing: ColumnElement[bool] = column.is_(None) if holds else column.is_not(None)
        return nothing
    equal: ColumnElement[bool] = column == value if holds else _or_none(column, column != value)
    return equal


def _or_none(column: Operand, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(condition, column.is_(None)) if _nullable(column) else condition
