"""Asking a connector something over HTTP, without trusting the answer: in time, of some size, or not at all."""

from dataclasses import dataclass
from typing import Any

import httpx2

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
        self._client = httpx2.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Accept-Encoding": "identity"},  # so that a body is as large as it says
            trust_env=False,
            verify=False,  # no TLS here: reading the machine's certificates would only cost time
        )

    def get(self, path: str, deadline: Deadline) -> Answer:
        """GET `path`."""
        return self._ask("GET", path, None, deadline)

    def post(self, path: str, body: Any, deadline: Deadline) -> Answer:
        """POST `body` as JSON to `path`."""
        return self._ask("POST", path, body, deadline)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _ask(self, method: str, path: str, body: Any, deadline: Deadline) -> Answer:
        seconds = max(0.01, deadline.remaining())
        try:
            with self._client.stream(method, path, json=body, timeout=seconds) as response:
                return Answer(status=response.status_code, body=_read(response, deadline))
        except httpx2.TimeoutException:
            raise NoAnswer(f"no answer from {path} within {seconds:.3g} s", late=True) from None
        except httpx2.HTTPError as problem:
            raise NoAnswer(f"no answer from {path}: {problem or type(problem).__name__}") from None


def _read(response: httpx2.Response, deadline: Deadline) -> bytes:
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > LARGEST:
            raise NoAnswer(f"an answer from {response.url.path} larger than {LARGEST >> 20} MiB")
        if deadline.passed:
            raise NoAnswer(f"no end of the answer from {response.url.path} in time", late=True)
    return bytes(body)
