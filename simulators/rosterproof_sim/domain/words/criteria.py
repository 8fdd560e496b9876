"""Which rows of a list are wanted, and in which order: a small tree of conditions on the fields of one word.

A condition holds or it does not; there is no third value. Where a field has no value, `eq` with None holds, `ne` is the
opposite of `eq` as everywhere, and no other comparison holds. `Not` turns over whatever stands in it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, assert_never

Scalar = str | int | bool | date | datetime | None
#: eq and ne compare with None too; co (contains) and sw (begins with) compare texts, letter by letter.
Operator = Literal["eq", "ne", "lt", "le", "gt", "ge", "co", "sw"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare:
    """A field against a value."""

    field: str
    operator: Operator
    value: Scalar


@dataclass(frozen=True, kw_only=True, slots=True)
class OneOf:
    """A field that has one of several values."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """A field that has a value."""

    field: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Not:
    """What holds where its term does not."""

    term: "Criteria"


@dataclass(frozen=True, kw_only=True, slots=True)
class All:
    """What holds where every term does."""

    terms: tuple["Criteria", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Some:
    """What holds where at least one term does."""

    terms: tuple["Criteria", ...]


Criteria = Compare | OneOf | Present | Not | All | Some


def named(criteria: "Criteria") -> frozenset[str]:
    """Return the fields that conditions speak of."""
    match criteria:
        case Not(term=term):
            return named(term)
        case All(terms=terms) | Some(terms=terms):
            return frozenset().union(*(named(each) for each in terms))
        case Compare() | OneOf() | Present():
            return frozenset({criteria.field})
    assert_never(criteria)


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """A list by one field, and by id where that is alike; rows without a value come first, or last when descending.

    `reached` is the field's value in the row that the page before ended with; it counts only where there was one.
    """

    field: str
    descending: bool = False
    reached: Scalar = None
