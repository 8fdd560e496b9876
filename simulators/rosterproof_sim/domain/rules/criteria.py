"""Conditions and orders on words that are in no table, as on how people were at another time.

What a condition means is said with the words (domain/words/criteria.py); the store says the same in SQL.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar, assert_never

from rosterproof_sim.domain.words.criteria import All, Compare, Criteria, Not, OneOf, Operator, Order, Present, Some

Word = TypeVar("Word")

_COMPARED: dict[Operator, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "co": operator.contains,
    "sw": str.startswith,
}


def holds(wanted: Criteria, word: Any) -> bool:
    """Tell whether a condition holds for a word."""
    match wanted:
        case Not(term=term):
            return not holds(term, word)
        case All(terms=terms):
            return all(holds(each, word) for each in terms)
        case Some(terms=terms):
            return any(holds(each, word) for each in terms)
        case Present(field=field):
            return getattr(word, field) is not None
        case OneOf(field=field, values=values):
            return getattr(word, field) in values
        case Compare(field=field, operator=compared, value=value):
            return _compares(compared, getattr(word, field), value)
        case _:
            assert_never(wanted)


def in_order(words: Iterable[Word], key: str, *, order: Order | None, after: str | None) -> Iterator[Word]:
    """Return words, given in order of their key, in the order asked for, from behind the one a page ended with."""
    if order is None:
        return (word for word in words if after is None or getattr(word, key) > after)

    def place(value: Any, number: str) -> tuple[bool, Any, str]:
        return value is not None, value if value is not None else 0, number

    def of(word: Word) -> tuple[bool, Any, str]:
        return place(getattr(word, order.field), getattr(word, key))

    ended = None if after is None else place(after if order.field == key else order.reached, after)
    if order.descending:
        return (word for word in sorted(words, key=of, reverse=True) if ended is None or of(word) < ended)
    return (word for word in sorted(words, key=of) if ended is None or of(word) > ended)


def _compares(compared: Operator, held: Any, value: Any) -> bool:
    if compared in {"eq", "ne"}:
        return (held == value) is (compared == "eq")
    return held is not None and _COMPARED[compared](held, value)
