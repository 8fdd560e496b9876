"""YAML 1.2 text to plain data and lines, built from the parser's events under a strict hand."""

from collections.abc import Iterator
from itertools import count
from math import inf, isfinite
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from rosterproof.errors import Problem

MAX_DEPTH = 32
#: The scanner takes quadratic time on brackets that are never closed, so these are counted before it sees them.
MAX_OPEN_BRACKETS = 256

Path = tuple[str | int, ...]
Lines = dict[Path, int]


class Misread(Exception):
    """The text is not YAML, or of a kind that is not allowed here."""

    def __init__(self, line: int, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.problem = Problem(line=line, what=what, hint=hint)


def build(text: str) -> tuple[Any, Lines]:
    """The data of `text` and the line of every value in it.

    >>> build("{at: 12:30, country: NO}")
    ({'at': '12:30', 'country': 'NO'}, {(): 1, ('at',): 1, ('country',): 1})
    """
    _count_brackets(text)
    yaml = YAML(typ="safe", pure=True)
    tree = _Tree(yaml)
    try:
        for event in yaml.parse(text):
            tree.take(event)
    except MarkedYAMLError as problem:
        raise _unreadable(text, problem) from None
    except YAMLError as problem:
        raise Misread(0, f"is not YAML: {str(problem).splitlines()[0]}") from None
    if not tree.documents:
        raise Misread(1, "the file is empty")
    return tree.root, tree.lines


def _count_brackets(text: str) -> None:
    depth = 0
    for line, content in enumerate(text.splitlines(), start=1):
        for letter in content:
            depth += (letter in "[{") - (letter in "]}" and depth > 0)
        if depth > MAX_OPEN_BRACKETS:
            raise Misread(line, f"more than {MAX_OPEN_BRACKETS} brackets are open")


def _unreadable(text: str, problem: MarkedYAMLError) -> Misread:
    mark = problem.problem_mark or problem.context_mark
    line = mark.line + 1 if mark else 0
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return Misread(line, "a tab indents this line", "YAML wants spaces")
    said = problem.problem or problem.context or "cannot be read"
    begun = problem.context_mark.line + 1 if problem.context_mark else line
    return Misread(line, f"is not YAML: {said}", f"see line {begun}, where it begins" if begun != line else "")


class _Tree:
    """Grows with each event. The stack holds what is still open: the container, its path, and the key that waits."""

    def __init__(self, yaml: YAML) -> None:
        self.root: Any = None
        self.lines: Lines = {}
        self.documents = 0
        self._resolver = yaml.resolver
        self._open: list[_Container] = []

    def take(self, event: Event) -> None:
        line = event.start_mark.line + 1
        match event:
            case DocumentStartEvent():
                self._start(event, line)
            case AliasEvent():
                raise Misread(line, "an alias (*name) stands here", "write the value out; aliases are not allowed")
            case ScalarEvent():
                self._refuse_decoration(event, line)
                self._add(self._scalar(event, line), line)
            case MappingStartEvent() | SequenceStartEvent():
                self._refuse_decoration(event, line)
                self._enter(event, line)
            case MappingEndEvent() | SequenceEndEvent():
                self._open.pop()
            case _:
                pass  # the ends of the document and the stream say nothing

    def _start(self, event: DocumentStartEvent, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Misread(line, "a second document starts here", "one file holds one document; remove the '---'")
        if event.version not in (None, (1, 2)) or event.tags:
            raise Misread(line, "a directive (%…) stands before this line", "remove it; files are read as YAML 1.2")

    def _refuse_decoration(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            raise Misread(
                line, f"an anchor (&{event.anchor}) stands here", "write the value out; anchors are not allowed"
            )
        if event.tag is not None:
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise Misread(line, f"a tag ({written}) stands here", "remove it; tags are not allowed")

    def _enter(self, event: Event, line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise Misread(line, f"is nested more than {MAX_DEPTH} deep")
        value: Any = {} if isinstance(event, MappingStartEvent) else []
        path = self._add(value, line)
        self._open.append(_Container(value, path))

    def _add(self, value: Any, line: int) -> Path:
        """Put a value where it belongs; a value where a key is due becomes the key."""
        if not self._open:
            self.root = value
            self.lines[()] = line
            return ()
        container = self._open[-1]
        if isinstance(container.value, list):
            path = (*container.path, next(container.positions))
            container.value.append(value)
        elif container.key is None:
            container.key = self._key(container, value, line)
            self.lines[(*container.path, container.key)] = line
            return container.path
        else:
            path = (*container.path, container.key)
            container.value[container.key] = value
            container.key = None
            return path
        self.lines[path] = line
        return path

    def _key(self, container: "_Container", value: Any, line: int) -> str:
        if not isinstance(value, str):
            raise Misread(line, f"the key {value!r} is not text", "put it in quotes")
        if value in container.value:
            first = self.lines[(*container.path, value)]
            raise Misread(line, f"the key '{value}' is there twice; it is on line {first} already")
        return value

    def _scalar(self, event: ScalarEvent, line: int) -> Any:
        tag = str(self._resolver.resolve(ScalarNode, event.value, event.implicit)).rpartition(":")[2]
        text: str = event.value
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Misread(line, "holds half a character (a lone surrogate)")
        match tag:
            case "null":
                return None
            case "bool":
                return text.lower() == "true"
            case "int":
                return _whole(text, line)
            case "float":
                return _real(text, line)
            case _:
                return text  # dates too: a story's days are read, and refused, by its own rules


class _Container:
    """A list or mapping that is still open."""

    __slots__ = ("key", "path", "positions", "value")

    def __init__(self, value: Any, path: Path) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None
        self.positions: Iterator[int] = count()


def _whole(text: str, line: int) -> int:
    plain = text.replace("_", "")
    based = plain.lstrip("+-")[:2].lower() in ("0x", "0o", "0b")
    try:
        return int(plain, 0) if based else int(plain)
    except ValueError:  # Python refuses to read thousands of digits
        raise Misread(line, "a number of thousands of digits stands here") from None


def _real(text: str, line: int) -> float:
    try:
        value = float(text.replace("_", ""))
    except ValueError:
        value = inf  # .inf and .nan
    if not isfinite(value):
        raise Misread(line, f"{text} is not an ordinary number")
    return value
