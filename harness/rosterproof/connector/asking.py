"""Asking a connector something over HTTP, without trusting the answer: in time, of some size, or not at all."""

from dataclasses import dataclass
from typing import Any

import orjson

from rosterproof.connector.line import BrokenLine, Line, TooLong
from rosterproof.stopwatch import Deadline

#: More than this no connector has to say.
LARGEST = 1 << 22


class NoAnswer(Exception):
    """There was none; `late` says whether the time was up."""

    def __init__(self, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.late = late


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A status and a body."""

    status: int
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether it means yes."""
        return 200 <= self.status < 300

    @property
    def first_line(self) -> str:
        """The beginning of the body, for a message."""
        lines = self.body[:300].decode(errors="replace").strip().splitlines()
        return lines[0] if lines else ""


class Asking:
    """A client for the connector's own port."""

    def __init__(self, port: int) -> None:
        # No encoding, so that a body is as large as it says.
        self._line = Line(f"http://127.0.0.1:{port}", {"Accept-Encoding": "identity"})

    def get(self, path: str, deadline: Deadline) -> Answer:
        """GET `path`."""
        return self._ask("GET", path, None, deadline)

    def post(self, path: str, body: Any, deadline: Deadline) -> Answer:
        """POST `body` as JSON to `path`."""
        return self._ask("POST", path, body, deadline)

    def delete(self, path: str, deadline: Deadline) -> Answer:
        """DELETE `path`."""
        return self._ask("DELETE", path, None, deadline)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _ask(self, method: str, path: str, body: Any, deadline: Deadline) -> Answer:
        content = None if body is None else orjson.dumps(body)
        try:
            heard = self._line.ask(method, path, content, deadline, largest=LARGEST)
        except TooLong:
            raise NoAnswer(f"an answer from {path} larger than {LARGEST >> 20} MiB") from None
        except BrokenLine as broken:
            if broken.late:
                raise NoAnswer(f"no answer from {path} within {deadline.seconds:.3g} s", late=True) from None
            raise NoAnswer(f"no answer from {path}: {broken}") from None
        return Answer(status=heard.status, body=heard.body)
