"""What the fields of a word hold, as far as a list can be filtered and sorted by them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rosterproof_sim.domain.words.calendar import read_day, read_instant
from rosterproof_sim.domain.words.criteria import Scalar

Kind = Literal["text", "number", "truth", "day", "instant"]

_KINDS: Mapping[Any, Kind] = {str: "text", int: "number", bool: "truth", date: "day", datetime: "instant"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field. `choices` are the only texts that can stand in it; without any, every text can."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()

    def read(self, text: str) -> Scalar:
        """Read a value of this field from the text that the wire has for it; a ValueError says what is wrong."""
        match self.kind:
            case "day":
                return read_day(text)
            case "instant":
                return read_instant(text)
        return text


@cache
def fields_of(word: type) -> Mapping[str, Field]:
    """Return the fields of a word that hold one value each. A list or an object in it is none of them."""
    hints = get_type_hints(word)
    found = {name: _field(name, tuple(_alternatives(hint))) for name, hint in hints.items()}
    return {name: field for name, field in found.items() if field is not None}


def nearest(name: str, known: Mapping[str, Any] | tuple[str, ...]) -> str:
    """Say what was probably meant, or what there is.

    >>> nearest("titles", ("employee_id", "title"))
    'did you mean title'
    """
    near = get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]}" if near else f"there are {', '.join(known)}"


def _alternatives(hint: Any) -> Iterator[Any]:
    """Unfold `str | None` and `Literal`: the types and the constants that a value can be."""
    origin = get_origin(hint)
    if origin is Literal:
        yield from get_args(hint)
    elif origin in {Union, UnionType}:
        for each in get_args(hint):
            yield from _alternatives(each)
    else:
        yield hint


def _field(name: str, alternatives: tuple[Any, ...]) -> Field | None:
    values = tuple(each for each in alternatives if each is not NoneType)
    if values and all(isinstance(each, str) for each in values):
        return Field(name=name, kind="text", choices=values)
    kinds = {_KINDS.get(each) for each in values if isinstance(each, type)}
    kind = kinds.pop() if len(kinds) == 1 else None
    return None if kind is None else Field(name=name, kind=kind)
