"""A YAML or JSON file to plain data, refusing what a reader of the file could misread.

One document, no anchors, no tags, no key twice, nothing deep or huge. The tree is built straight from the parser's
events: nothing is constructed that was not checked, and every key keeps its line.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rosterproof.document.tree import Misread, build
from rosterproof.errors import InvalidFile, Problem

MAX_BYTES = 1 << 20
#: Finding the lines of a larger JSON file would take seconds; its mistakes are told by path alone.
LINES_WANTED = 1 << 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What a file says. `lines` knows where each value stands, by its path from the top."""

    file: Path
    data: Any
    lines: Mapping[tuple[str | int, ...], int]

    def line(self, path: Iterable[str | int] = ()) -> int:
        """The line of the value at `path`, or of the nearest value around it; 0 where that is not known."""
        place = tuple(path)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 0)

    def problem(self, path: Iterable[str | int], what: str, hint: str = "") -> Problem:
        """A mistake at `path`."""
        return Problem(line=self.line(path), what=what, hint=hint)


def read(file: Path, *, what: str = "file") -> Document:
    """Read `file`; `what` names its kind for the message where it is not there.

    Raises:
        InvalidFile: it is missing, too big, not text, or not YAML (JSON, for a name in .json) that is safe to read.
    """
    text = _text(file, what)
    try:
        if file.suffix == ".json":
            return _json(file, text)
        data, lines = build(text)
    except Misread as misread:
        raise InvalidFile(file, [misread.problem]) from None
    return Document(file=file, data=data, lines=lines)


def _text(file: Path, what: str) -> str:
    try:
        if not file.is_file():
            there = "is a folder, not a file" if file.is_dir() else "there is no such file"
            raise InvalidFile(file, [Problem(line=0, what=there, hint=f"give the path of a {what}")])
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as problem:
        raise InvalidFile(file, [Problem(line=0, what=f"cannot be read: {problem.strerror}")]) from None
    if len(content) > MAX_BYTES:
        raise InvalidFile(file, [Problem(line=0, what="is larger than 1 MiB", hint="split it into several files")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise InvalidFile(file, [Problem(line=line, what="is not UTF-8", hint="save the file as UTF-8")]) from None


def _json(file: Path, text: str) -> Document:
    """JSON says what JSON means; the lines come from reading it as YAML, which it (nearly) is."""
    try:
        data = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as problem:
        told = Problem(line=problem.lineno, what=f"is not JSON: {problem.msg[0].lower()}{problem.msg[1:]}")
        raise InvalidFile(file, [told]) from None
    except UnicodeEncodeError:
        raise InvalidFile(file, [Problem(line=0, what="holds half a character (a lone surrogate)")]) from None
    except (ValueError, RecursionError) as problem:
        deep = isinstance(problem, RecursionError)
        raise InvalidFile(file, [Problem(line=0, what="is nested too deep" if deep else str(problem))]) from None
    try:
        _, lines = build(text.replace("\t", " ") if len(text) < LINES_WANTED else "{}")
    except Misread:
        lines = {}
    return Document(file=file, data=data, lines=lines)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"the key '{twice}' is there twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number that JSON knows")
