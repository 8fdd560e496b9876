"""Any word as plain JSON values, under the field names of the contracts."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.catalog import Audience, Catalog, Course, Due, Gate, Group, Path, Rule, Span, Validity

#: Words with many fields of which few are used.
SPARSE = frozenset({Audience, Catalog, Course, Due, Gate, Group, Path, Rule, Span, Validity})

#: Sorted keys, no spaces, and ASCII only, so that no text an integration sent can fail to be written.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def written(word: Any) -> dict[str, Any]:
    """Write a word as a JSON object; a change begins with its kind, and a field that it leaves alone is left out.

    `from_` is written `from`, which Python keeps to itself. Of a catalog, what is as it is by default is left out.
    """
    if type(word) in SPARSE:
        return _sparse(word)
    pairs = ((name, getattr(word, name)) for name in word.__dataclass_fields__)
    return {name.rstrip("_"): value_written(value) for name, value in pairs if not isinstance(value, Enum)}


def _sparse(word: Any) -> dict[str, Any]:
    pairs = ((each, getattr(word, each.name)) for each in fields(word))
    return {
        each.name.rstrip("_"): value_written(value)
        for each, value in pairs
        if each.name == "version" or value != _default(each)
    }


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def canonical(value: Any) -> str:
    """Write plain JSON values as text: the same text for the same values, wherever they came from.

    >>> canonical({"b": "x", "a": [True, None]})
    '{"a":[true,null],"b":"x"}'
    """
    return _CANONICAL.encode(value)


def value_written(value: Any) -> Any:
    """Write one value: days and instants as text, tuples as lists, words as objects."""
    match value:
        case None | str() | int() | float():
            return value
        case datetime():
            return instant_text(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [value_written(each) for each in value]
        case Mapping():
            return {str(key): value_written(each) for key, each in value.items()}
        case _ if is_dataclass(value):
            return written(value)
    raise TypeError(f"{type(value).__name__} is not a word that can be written")
