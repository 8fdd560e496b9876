"""A document against a JSON Schema, each mistake told in a sentence.

A schema may carry three words of ours: `x-noun`, what a key of this object is called (a step, a knob), `x-reads`, how a
value is written that a pattern describes badly, and `x-hint`, what to do about a value of the wrong type.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from rosterproof.document.nearest import hint
from rosterproof.document.reading import Document
from rosterproof.errors import InvalidFile, Problem

TYPES = {
    "object": "keys and values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def check_shape(document: Document, schema: Mapping[str, Any]) -> None:
    """Refuse a document that is not as `schema` says.

    Raises:
        InvalidFile: with every mistake, its line, and what was probably meant.
    """
    errors = _validator_class()(schema).iter_errors(document.data)
    problems = list(dict.fromkeys(problem for error in errors for problem in _told(document, error)))
    if problems:
        raise InvalidFile(document.file, [one for one in problems if not _follows(one, problems)])


@cache
def _validator_class() -> Any:
    return import_module("jsonschema").Draft202012Validator  # 240 ms, so only when a file is read


def _told(document: Document, error: Any) -> Iterator[Problem]:
    """The problems one schema error stands for: of several alternatives, those of the nearest."""
    if error.context:
        closest = min(error.context, key=lambda inner: (-len(inner.absolute_path), inner.validator == "type"))
        yield from _told(document, closest)
        return
    tell = _SENTENCES.get(error.validator, _as_it_is)
    yield from tell(document, error)


def _follows(problem: Problem, problems: list[Problem]) -> bool:
    """Whether a key is missing only because it was misspelled, which is told already."""
    missing = problem.what.partition(" is missing")
    return bool(missing[1]) and any(other.hint == f"did you mean {missing[0]}?" for other in problems)


def _name(error: Any) -> str:
    """What the value is called: its key, or its place in a list."""
    path = list(error.absolute_path)
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return f"'{path[-1]}'"
    return f"entry {path[-1] + 1}" + (f" of '{path[-2]}'" if len(path) > 1 else "")


def _shown(value: Any) -> str:
    """A value as its author would know it again, cut where it is long."""
    match value:
        case dict():
            return "keys and values"
        case list():
            return "a list"
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return repr(value if len(value) <= 60 else value[:57] + "...")
        case _:
            return str(value)[:60]


def _unknown_key(document: Document, error: Any) -> Iterator[Problem]:
    known = list(error.schema.get("properties", {}))
    noun = error.schema.get("x-noun", "key")
    path = list(error.absolute_path)
    where = f" in {_name(error)}" if path and noun == "key" else ""
    for key in error.instance:
        if key not in known:
            yield document.problem([*path, key], f"there is no {noun} '{key}'{where}", hint(key, known))


def _missing(document: Document, error: Any) -> Iterator[Problem]:
    for key in error.validator_value:
        if key not in error.instance:
            where = f" in {_name(error)}" if error.absolute_path else ""
            yield document.problem(error.absolute_path, f"'{key}' is missing{where}")


def _wrong_type(document: Document, error: Any) -> Iterator[Problem]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    words = " or ".join(TYPES[one] for one in wanted)
    what = f"{_name(error)} must be {words}, not {_shown(error.instance)}"
    yield document.problem(error.absolute_path, what, error.schema.get("x-hint", ""))


def _not_among(document: Document, error: Any) -> Iterator[Problem]:
    known = error.validator_value
    what = f"{_name(error)} cannot be {_shown(error.instance)}"
    yield document.problem(error.absolute_path, what, hint(str(error.instance), known))


def _unlike(document: Document, error: Any) -> Iterator[Problem]:
    reads = error.schema.get("x-reads", f"written like {error.validator_value}")
    yield document.problem(error.absolute_path, f"{_name(error)} must be {reads}, not {_shown(error.instance)}")


def _limit(words: str) -> Callable[[Document, Any], Iterator[Problem]]:
    def tell(document: Document, error: Any) -> Iterator[Problem]:
        said = words.format(name=_name(error), limit=error.validator_value, shown=_shown(error.instance))
        yield document.problem(error.absolute_path, said)

    return tell


def _too_few_keys(document: Document, error: Any) -> Iterator[Problem]:
    known = ", ".join(error.schema.get("properties", {}))
    yield document.problem(error.absolute_path, f"{_name(error)} is empty", f"it needs one of {known}")


def _too_many_keys(document: Document, error: Any) -> Iterator[Problem]:
    noun = error.schema.get("x-noun", "key")
    there = ", ".join(error.instance)
    what = f"{len(error.instance)} {noun}s in one place ({there}); only {error.validator_value} is allowed"
    yield document.problem(error.absolute_path, what)


def _not_here(document: Document, error: Any) -> Iterator[Problem]:
    yield document.problem(error.absolute_path, f"{_name(error)} has no meaning here")


def _as_it_is(document: Document, error: Any) -> Iterator[Problem]:
    yield document.problem(error.absolute_path, f"{_name(error)}: {error.message}")


_SENTENCES: dict[str, Callable[[Document, Any], Iterator[Problem]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing,
    "type": _wrong_type,
    "enum": _not_among,
    "pattern": _unlike,
    "minimum": _limit("{name} must be {limit} or more, not {shown}"),
    "maximum": _limit("{name} must be {limit} or less, not {shown}"),
    "minLength": _limit("{name} must not be empty"),
    "maxLength": _limit("{name} must have at most {limit} characters"),
    "minItems": _limit("{name} must not be empty"),
    "maxItems": _limit("{name} must have at most {limit} entries"),
    "uniqueItems": _limit("{name} holds the same entry twice"),
    "minProperties": _too_few_keys,
    "maxProperties": _too_many_keys,
    "not": _not_here,
}
