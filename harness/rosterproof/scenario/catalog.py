"""A training catalog: the courses and assignment rules with which the LMS begins."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rosterproof.document import Document, check_shape, nearest, read
from rosterproof.errors import InvalidFile, Problem
from rosterproof.scenario.library import schema


def read_catalog(file: Path) -> Mapping[str, Any]:
    """The courses and rules of a file, as the control plane takes them.

    Raises:
        InvalidFile: with every mistake.
    """
    document = read(file, what="catalog")
    check_shape(document, schema("catalog"))
    problems = [
        *_twice(document, "courses", "code"),
        *_twice(document, "paths", "path"),
        *_twice(document, "rules", "rule_id"),
        *_twice(document, "groups", "group"),
        *_unknown(document, "rules", "course", known=_names(document, "courses", "code")),
        *_unknown(document, "rules", "path", known=_names(document, "paths", "path")),
    ]
    if problems:
        raise InvalidFile(file, problems)
    return {part: rows for part, rows in document.data.items() if part != "title"}


def _names(document: Document, rows: str, key: str) -> list[str]:
    return [row[key] for row in document.data.get(rows, ())]


def _twice(document: Document, rows: str, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, row in enumerate(document.data.get(rows, ())):
        if row[key] in seen:
            yield document.problem([rows, place, key], f"the {key} '{row[key]}' is there twice")
        seen.add(row[key])


def _unknown(document: Document, rows: str, key: str, *, known: list[str]) -> Iterator[Problem]:
    for place, row in enumerate(document.data.get(rows, ())):
        if key in row and row[key] not in known:
            what = f"there is no {key} '{row[key]}'"
            yield document.problem([rows, place, key], what, nearest.hint(row[key], known))
