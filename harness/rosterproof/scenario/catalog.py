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
    problems = [*_twice(document, "courses", "code"), *_twice(document, "rules", "rule_id"), *_no_course(document)]
    if problems:
        raise InvalidFile(file, problems)
    return {"courses": document.data["courses"], "rules": document.data["rules"]}


def _twice(document: Document, rows: str, key: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, row in enumerate(document.data[rows]):
        if row[key] in seen:
            yield document.problem([rows, place, key], f"the {key} '{row[key]}' is there twice")
        seen.add(row[key])


def _no_course(document: Document) -> Iterator[Problem]:
    known = [course["code"] for course in document.data["courses"]]
    for place, rule in enumerate(document.data["rules"]):
        if rule["course"] not in known:
            what = f"there is no course '{rule['course']}'"
            yield document.problem(["rules", place, "course"], what, nearest.hint(rule["course"], known))
