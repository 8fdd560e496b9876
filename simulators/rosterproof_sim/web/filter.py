"""The filter of a list, from its text to conditions.

    filter     = term *("or" term)
    term       = factor *("and" factor)
    factor     = "not" factor | "(" filter ")" | comparison
    comparison = field operator value | field "in" "(" value *("," value) ")" | field "pr"
    operator   = "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "co" | "sw"
    value      = a JSON string | a number | true | false | null | 2026-03-02 | 2026-03-02T09:00:00Z

`not` binds closest, then `and`, then `or`. co is "contains", sw "starts with", pr "has a value". Words are written
small. What is wrong is said with its position, counted in characters from 1.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from rosterproof_sim.dialect.contract.violation import violation
from rosterproof_sim.domain.words.criteria import All, Compare, Criteria, Not, OneOf, Operator, Present, Scalar, Some
from rosterproof_sim.web.fields import Field, nearest
from rosterproof_sim.web.problem import Problem

LONGEST = 2000
DEEPEST = 16
MOST_COMPARISONS = 64
MOST_VALUES = 100

_OPERATORS: tuple[Operator, ...] = get_args(Operator)
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[(),])|(?P<word>[A-Za-z_][A-Za-z0-9_.-]*)|(?P<bare>-?[0-9][0-9A-Za-z:.+-]*)'
)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}

TokenKind = Literal["text", "mark", "word", "bare", "end"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A piece of the text, as it stands there; `at` counts from 1."""

    kind: TokenKind
    text: str
    at: int

    @property
    def shown(self) -> str:
        """How an error names it."""
        return "the end" if self.kind == "end" else self.text if len(self.text) <= 40 else self.text[:39] + "…"


def read_filter(text: str, fields: Mapping[str, Field]) -> Criteria:
    """Read a filter over some fields. Raises Problem("invalid-filter")."""
    if len(text) > LONGEST:
        raise _wrong(LONGEST + 1, f"a filter is not longer than {LONGEST} characters, and this one has {len(text)}")
    return _Reader(list(_tokens(text)), fields).whole()


class _Reader:
    """Reads the tokens of one filter from left to right; used once."""

    def __init__(self, tokens: list[Token], fields: Mapping[str, Field]) -> None:
        self._tokens = tokens
        self._fields = fields
        self._place = 0
        self._depth = 0
        self._comparisons = 0

    def whole(self) -> Criteria:
        found = self._some()
        if self._next.kind != "end":
            raise _wrong(self._next.at, f"expected `and`, `or` or the end, found {self._next.shown}")
        return found

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place += 1
        return token

    def _takes(self, text: str) -> bool:
        """Take the next token if it is this word or mark."""
        found = self._next.kind in {"word", "mark"} and self._next.text == text
        self._place += found
        return found

    def _some(self) -> Criteria:
        terms = [self._all()]
        while self._takes("or"):
            terms.append(self._all())
        return terms[0] if len(terms) == 1 else Some(terms=tuple(terms))

    def _all(self) -> Criteria:
        terms = [self._factor()]
        while self._takes("and"):
            terms.append(self._factor())
        return terms[0] if len(terms) == 1 else All(terms=tuple(terms))

    def _factor(self) -> Criteria:
        at = self._next.at
        negated = self._takes("not")
        if not negated and not self._takes("("):
            return self._comparison()
        self._depth += 1
        if self._depth > DEEPEST:
            raise _wrong(at, f"a filter nests not deeper than {DEEPEST} levels")
        found: Criteria = Not(term=self._factor()) if negated else self._closed(at)
        self._depth -= 1
        return found

    def _closed(self, opened: int) -> Criteria:
        found = self._some()
        if not self._takes(")"):
            raise _wrong(self._next.at, f"expected `)` for the `(` at {opened}, found {self._next.shown}")
        return found

    def _comparison(self) -> Criteria:
        token = self._take()
        if token.kind != "word":
            raise _wrong(token.at, f"expected a field, `not` or `(`, found {token.shown}")
        field = self._fields.get(token.text)
        if field is None:
            raise _wrong(token.at, f"there is no field {token.shown} to filter by; {nearest(token.text, self._fields)}")
        self._comparisons += 1
        if self._comparisons > MOST_COMPARISONS:
            raise _wrong(token.at, f"a filter has not more than {MOST_COMPARISONS} comparisons")
        return self._compared(field)

    def _compared(self, field: Field) -> Criteria:
        token = self._take()
        match token.text if token.kind == "word" else "":
            case "pr":
                return Present(field=field.name)
            case "in":
                return OneOf(field=field.name, values=tuple(self._values(field)))
            case operator if operator in _OPERATORS:
                if operator in {"co", "sw"} and field.kind != "text":
                    raise _wrong(token.at, f"`{operator}` compares texts, and {field.name} is no text")
                value = self._value(field, operator)
                return Compare(field=field.name, operator=operator, value=value)
        known = (*_OPERATORS, "in", "pr")
        raise _wrong(
            token.at, f"expected an operator after {field.name}, found {token.shown}; {nearest(token.text, known)}"
        )

    def _values(self, field: Field) -> Iterator[Scalar]:
        if not self._takes("("):
            raise _wrong(self._next.at, f"expected `(` after `in`, found {self._next.shown}")
        yield self._value(field, "in")
        count = 1
        while not self._takes(")"):
            if not self._takes(","):
                raise _wrong(self._next.at, f"expected `,` or `)`, found {self._next.shown}")
            count += 1
            if count > MOST_VALUES:
                raise _wrong(self._next.at, f"`in` takes not more than {MOST_VALUES} values")
            yield self._value(field, "in")

    def _value(self, field: Field, operator: str) -> Scalar:
        token = self._take()
        try:
            return _read_value(token, field, operator)
        except ValueError as wrong:
            raise _wrong(token.at, str(wrong)) from None


def _read_value(token: Token, field: Field, operator: str) -> Scalar:
    """Read the value that a field is compared with; a ValueError says why it cannot be."""
    if token.kind in {"end", "mark"}:
        raise ValueError(f"expected a value, found {token.shown}")
    if token.kind == "word":
        return _constant(token, field, operator)
    text = json.loads(token.text) if token.kind == "text" else token.text
    match field.kind:
        case "number" if token.kind == "bare" and _INTEGER.fullmatch(text):
            return int(text)
        case "day" | "instant":
            return field.read(text)
        case "text" if token.kind == "text":
            if field.choices and operator not in {"co", "sw"} and text not in field.choices:
                raise ValueError(f"{field.name} is never {token.shown}; {nearest(text, field.choices)}")
            return str(text)
    raise ValueError(f"{field.name} is a {field.kind}, and {token.shown} is none{_HINTS.get(field.kind, '')}")


_HINTS: Mapping[str, str] = {"text": '; write it in double quotes, as in "WHS"', "truth": "; write true or false"}


def _constant(token: Token, field: Field, operator: str) -> bool | None:
    if token.text not in _CONSTANTS:
        hint = ' in double quotes, as in "WHS"' if field.kind == "text" else ""
        raise ValueError(f"expected a value{hint}, found {token.shown}")
    value = _CONSTANTS[token.text]
    if value is None and operator not in {"eq", "ne"}:
        raise ValueError("only `eq` and `ne` compare with null; `pr` asks whether there is a value")
    if value is not None and (field.kind != "truth" or operator not in {"eq", "ne", "in"}):
        raise ValueError(f"{field.name} {operator} cannot be compared with {token.text}")
    return value


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while True:
        while place < len(text) and text[place] == " ":
            place += 1
        if place == len(text):
            yield Token(kind="end", text="", at=place + 1)
            return
        found = _TOKEN.match(text, place)
        if found is None:
            raise _wrong(place + 1, _unreadable(text[place]))
        kind: TokenKind = found.lastgroup  # type: ignore[assignment]
        if kind == "text" and not _is_json(found[0]):
            raise _wrong(place + 1, f"{found[0][:40]} is not a JSON string")
        yield Token(kind=kind, text=found[0], at=place + 1)
        place = found.end()


def _unreadable(letter: str) -> str:
    if letter == '"':
        return "the text that begins here is not closed"
    return f"{letter!r} has no meaning here; texts stand in double quotes"


def _is_json(text: str) -> bool:
    try:
        # Half a surrogate pair is written by its escape, and is no text.
        json.loads(text).encode()
    except ValueError:
        return False
    return True


def _wrong(at: int, what: str) -> Problem:
    error = violation("query", ["filter"], f"position {at}: {what}")
    return Problem(400, "invalid-filter", f"The filter cannot be used. At position {at}: {what}.", errors=[error])
