"""Strict JSON. What two readers could understand differently is refused, and so is what cannot be stored."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from rosterproof_sim.dialect.contract.violation import Violation, violation
from rosterproof_sim.web.problem import invalid, malformed

DEEPEST = 64
#: Digits of the longest whole number that is read: as many as the largest floating-point number has.
_LONGEST_INTEGER = 309

#: A string whole, or one bracket; brackets inside strings nest nothing.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BOM = b"\xef\xbb\xbf"


def read_json(raw: bytes) -> Any:
    """Read one JSON text. Raises Problem: 400 where it is no strict JSON, 422 where a text in it cannot be kept."""
    if not raw:
        raise malformed("The body is empty; a JSON object is expected.")
    if raw.startswith(_BOM):
        raise malformed("The body begins with a byte order mark. Send UTF-8 without one.")
    try:
        text = raw.decode()
    except UnicodeDecodeError as wrong:
        raise malformed(f"The body is not UTF-8: byte {wrong.start} cannot be read.") from None
    _refuse_depth(text)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as wrong:
        raise malformed(f"The body is not JSON: {wrong.msg} at line {wrong.lineno}, column {wrong.colno}.") from None
    except (ValueError, RecursionError) as wrong:
        raise malformed(f"The body is not JSON that can be read: {wrong}.") from None
    # Neither can stand in a text of strict JSON but by its escape.
    if "\\u" in text and (unstorable := list(find_unstorable("body", value))):
        raise invalid(unstorable)
    return value


def find_unstorable(place: str, value: Any) -> Iterator[Violation]:
    """Find every text with a NUL or half a surrogate pair in it."""
    waiting: list[tuple[list[str | int], Any]] = [([], value)]
    while waiting:
        path, each = waiting.pop()
        if isinstance(each, str):
            if _UNSTORABLE.search(each):
                yield violation(place, path, "holds a NUL or half a surrogate pair, which no text may hold")
        elif isinstance(each, dict):
            if any(_UNSTORABLE.search(name) for name in each):
                yield violation(place, path, "has a name with a NUL or half a surrogate pair in it")
            else:
                waiting += [([*path, name], member) for name, member in each.items()]
        elif isinstance(each, list):
            waiting += [([*path, number], member) for number, member in enumerate(each)]


def _refuse_depth(text: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            if depth > DEEPEST:
                raise malformed(f"The body nests deeper than {DEEPEST} levels.")
        elif mark in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice[:64]!r} stands twice in one object")
    return made


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _int(digits: str) -> int:
    """JSON sets no limit to a number, so a long one is no malformed text; but no field holds it."""
    if len(digits) > _LONGEST_INTEGER:
        raise invalid([violation("body", [], f"holds a whole number of {len(digits)} digits, which no field can hold")])
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"the number {digits[:64]} is too large")
    return number
