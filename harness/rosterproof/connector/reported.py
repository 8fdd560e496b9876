"""What a connector says it could not process: read from its errors channel, with nothing taken on trust."""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rosterproof.evidence.record import ReportedError

FIELDS = ("system", "record", "field", "reason")
#: Beyond these, more of them or longer ones tell nobody anything.
MOST = 10_000
LONGEST = 1_000
LONGEST_LINE = 1 << 16


def from_body(body: bytes) -> tuple[ReportedError, ...]:
    """The errors in the answer of an errors URL: `{"errors": [...]}`."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    rows = said.get("errors") if isinstance(said, dict) else None
    return tuple(_errors(rows if isinstance(rows, list) else ()))[:MOST]


def _errors(rows: Iterable[Any]) -> Iterator[ReportedError]:
    for row in rows:
        if isinstance(row, Mapping) and "record" in row and "system" in row:
            yield ReportedError(**{name: _text(row.get(name)) for name in FIELDS})


def _text(value: Any) -> str:
    """As text that can be stored: cut, and without halves of characters."""
    text = "" if value is None else str(value)[:LONGEST]
    return text.encode(errors="replace").decode()


class ErrorLines:
    """Collects the errors from a stream of JSON lines; every other line is passed over.

    A stream cannot take anything back, so what was once said counts until the end of the story.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rest = b""
        self._found: dict[ReportedError, None] = {}

    def take(self, chunk: bytes) -> None:
        """Some more of the stream."""
        with self._lock:
            *lines, rest = (self._rest + chunk).split(b"\n")
            self._rest = rest if len(rest) <= LONGEST_LINE else b""
            for line in lines:
                self._read(line)

    def found(self) -> tuple[ReportedError, ...]:
        """What was said so far."""
        with self._lock:
            self._read(self._rest)
            return tuple(self._found)

    def _read(self, line: bytes) -> None:
        if not line.lstrip().startswith(b"{") or len(line) > LONGEST_LINE or len(self._found) >= MOST:
            return
        try:
            self._found.update(dict.fromkeys(_errors([json.loads(line)])))
        except (ValueError, RecursionError):
            return
