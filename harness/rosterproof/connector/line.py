"""One connection over the loopback that is kept open between requests: http.client, and nothing that it does not need.

A run asks thousands of small things. What a general client does for each of them took longer than the asking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from select import select
from urllib.parse import urlsplit

from rosterproof.stopwatch import Deadline

_CHUNK = 1 << 16


class BrokenLine(Exception):
    """There was no answer, or not all of it; `late` says whether the time was up."""

    def __init__(self, why: str, *, late: bool = False) -> None:
        super().__init__(why)
        self.late = late


class TooLong(Exception):
    """The answer is longer than was asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A status and a body."""

    status: int
    body: bytes


class Line:
    """For one thread at a time."""

    def __init__(self, url: str, headers: Mapping[str, str]) -> None:
        address = urlsplit(url)
        self._connection = HTTPConnection(str(address.hostname), address.port)
        self._headers = headers

    def ask(
        self, method: str, path: str, body: bytes | None, deadline: Deadline, *, largest: int | None = None
    ) -> Heard:
        """Ask, and read the whole answer.

        Raises:
            BrokenLine: nobody listens, the connection broke, what came is no HTTP, or the time is up.
            TooLong: the body is larger than `largest`.
        """
        headers = {**self._headers, "Content-Type": "application/json"} if body is not None else self._headers
        try:
            self._be_ready(deadline)
            self._connection.request(method, path, body, headers)
            with self._connection.getresponse() as response:
                return Heard(status=response.status, body=self._read(response, deadline, largest))
        except BaseException as problem:
            self._connection.close()
            if isinstance(problem, TimeoutError):
                raise BrokenLine("the time was up", late=True) from None
            if isinstance(problem, OSError | HTTPException | ValueError):
                raise BrokenLine(str(problem) or type(problem).__name__) from None
            raise

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _be_ready(self, deadline: Deadline) -> None:
        """A connection on which there is something to read before we asked was hung up by the other side."""
        seconds = self._connection.timeout = max(0.01, deadline.remaining())
        kept = self._connection.sock
        if kept is None:
            return
        if select([kept], [], [], 0)[0]:
            self._connection.close()
        else:
            kept.settimeout(seconds)

    def _read(self, response: HTTPResponse, deadline: Deadline, largest: int | None) -> bytes:
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if largest is not None and len(body) > largest:
                raise TooLong
            if deadline.passed:
                raise TimeoutError
        if response.length:
            raise IncompleteRead(bytes(body), response.length)
        return bytes(body)
