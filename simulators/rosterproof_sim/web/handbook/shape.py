"""A JSON Schema as a person reads it: what kind of value, within which limits, with which fields.

A reference to a named schema becomes its name, so that no shape is endless. A keyword that has no words here is shown
as it is written: what the contract says is never left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from rosterproof_sim.web.handbook.prose import line
from rosterproof_sim.web.handbook.sample import word

_SCHEMAS = "#/components/schemas/"
#: The keywords of the two ends of a range -> what is counted.
_RANGES = {
    ("minimum", "maximum"): "",
    ("minLength", "maxLength"): "character",
    ("minItems", "maxItems"): "item",
    ("minProperties", "maxProperties"): "field",
}
_ENDS = frozenset(end for ends in _RANGES for end in ends)
_FLAGS = {
    "uniqueItems": "no item twice",
    "readOnly": "only in answers",
    "writeOnly": "only in requests",
    "deprecated": "deprecated",
}
_WORDED = frozenset(
    {"$ref", "type", "title", "description", "properties", "required", "additionalProperties", "format"}
)
_CHOICES = {"oneOf": "exactly one of", "anyOf": "one or more of", "allOf": "all of"}
_NOTHING = Markup()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """`kind` is what a value is, `names` the named schemas behind it, `codes` limits to be read letter by letter."""

    kind: str
    names: tuple[str, ...] = ()
    title: str = ""
    description: Markup = _NOTHING
    limits: tuple[str, ...] = ()
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: tuple["Field", ...] = ()
    choice: str = ""
    branches: tuple["Shape", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of an object."""

    name: str
    required: bool
    shape: Shape


def read_shape(schema: Any) -> Shape:
    """Read a schema; `true` and `false` are schemas too.

    >>> shape = read_shape({"type": ["string", "null"], "maxLength": 64, "description": "A code"})
    >>> shape.kind, shape.limits, shape.description
    ('string or null', ('at most 64 characters',), Markup('A code'))
    >>> shape = read_shape({"type": "array", "items": {"$ref": "#/components/schemas/Employee"}})
    >>> shape.kind, shape.names
    ('array of', ('Employee',))
    """
    if isinstance(schema, bool):
        return Shape(kind="anything" if schema else "nothing")
    kind, inner = _kind(schema)
    levels = (schema, *inner)
    choices = [(level, each) for level in levels for each in _CHOICES if each in level][:1]
    choice = _CHOICES[choices[0][1]] if choices else ""
    names = tuple(_names(levels))
    is_open = not (kind or names or choice or "const" in schema or "enum" in schema)
    return Shape(
        kind="anything" if is_open else kind,
        names=names,
        title=" of ".join(level["title"] for level in levels if "title" in level),
        description=line(" ".join(level["description"] for level in levels if "description" in level)),
        limits=(*_limits(schema), *(f"each {limit}" for each in inner for limit in _limits(each))),
        codes=(*_codes(schema), *((f"each {label}", values) for each in inner for label, values in _codes(each))),
        fields=tuple(field for level in levels for field in _fields(level)),
        choice=choice,
        branches=tuple(read_shape(branch) for level, each in choices for branch in level[each]),
    )


def _kind(schema: Mapping[str, Any]) -> tuple[str, tuple[Mapping[str, Any], ...]]:
    """Return what a value is, and the schemas of what it holds, from the outside to the inside."""
    if "$ref" in schema:
        return ("" if str(schema["$ref"]).startswith(_SCHEMAS) else str(schema["$ref"])), ()
    written = schema.get("type", "object" if "properties" in schema else "")
    kind = " or ".join(written) if isinstance(written, list) else str(written)
    items = schema.get("items")
    if not isinstance(items, Mapping):
        return kind, ()
    within, deeper = _kind(items)
    return f"{kind} of {within}".strip(), (items, *deeper)


def _names(levels: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    for each in levels:
        if str(each.get("$ref", "")).startswith(_SCHEMAS):
            yield str(each["$ref"]).removeprefix(_SCHEMAS)


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    required = schema.get("required", ())
    properties = schema.get("properties", {})
    for name, each in properties.items():
        yield Field(name=name, required=name in required, shape=read_shape(each))
    for name in required:
        if name not in properties:
            yield Field(name=name, required=True, shape=Shape(kind="as said elsewhere"))
    if isinstance(schema.get("additionalProperties"), Mapping):
        yield Field(name="any other", required=False, shape=read_shape(schema["additionalProperties"]))


def _limits(schema: Mapping[str, Any]) -> Iterator[str]:
    if "format" in schema:
        yield f"format {schema['format']}"
    for (low, high), what in _RANGES.items():
        if low in schema or high in schema:
            yield _range(schema.get(low), schema.get(high), what)
    for name, words in _FLAGS.items():
        if schema.get(name):
            yield words
    if schema.get("additionalProperties") is False:
        yield "no other field"


def _range(low: object, high: object, what: str) -> str:
    """Word a range with one end or two.

    >>> _range(1, 64, "character"), _range(1, None, "item"), _range(None, 100, ""), _range(2, 2, "field")
    ('1 to 64 characters', 'at least 1 item', 'at most 100', '2 fields')
    """
    bounds = f"at most {high}" if low is None else f"at least {low}" if high is None else f"{low} to {high}"
    if low == high:
        bounds = str(low)
    last = low if high is None else high
    return f"{bounds} {what}{'' if last == 1 else 's'}" if what else bounds


def _codes(schema: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in schema.items():
        if name == "enum":
            yield "one of", tuple(word(each) or "null" for each in value)
        elif name == "const":
            yield "always", (word(value) or "null",)
        elif not _is_told(name, schema):
            yield name, (word(value) or "null",)


def _is_told(keyword: str, schema: Mapping[str, Any]) -> bool:
    """Whether a keyword has words of its own; of two ways to combine schemas only the first has."""
    if keyword in _CHOICES:
        return keyword == next(each for each in _CHOICES if each in schema)
    if keyword == "items":
        return isinstance(schema["items"], Mapping)
    return keyword in _WORDED or keyword in _ENDS or keyword in _FLAGS
