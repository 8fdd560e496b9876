"""Talking to one system: kept connections, tokens, retries that are safe, and patience where it is asked for.

Every request made through here may be sent twice: most by their nature, and a POST that makes something because it
carries an Idempotency-Key. So a lost answer is simply asked for again.
"""

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from rosterproof.reference.patience import ATTEMPTS, LONGEST, asked_for, backoff
from rosterproof.reference.settings import Access

TIMEOUT = 20.0
PASSING = (429, 500, 502, 503, 504)


class Unreachable(Exception):
    """The system did not answer in any of our tries; the cycle ends here and the next one begins again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What came back: `body` is the parsed JSON, or None where there was none."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    @property
    def reason(self) -> str:
        """Why it was not done, in the server's words."""
        detail = self.body.get("detail") if isinstance(self.body, dict) else None
        return f"{self.status}: {detail or 'no reason given'}"


Pause = Callable[[Answer | None, int, str], float]


def patient(answer: Answer | None, attempt: int, about: str) -> float:
    """Wait as long as the server asks, or back off on our own."""
    asked = asked_for(answer.headers, datetime.now(UTC)) if answer else None
    return backoff(attempt, about) if asked is None else asked


class Wire:
    """One system. Not for use by several threads at once: the connector works serially."""

    #: What a body may be.
    shapes: tuple[type, ...] = (dict,)
    #: Whether it has webhooks to be subscribed to.
    tells = True

    def __init__(self, access: Access, pause: Pause = patient) -> None:
        #: Where the system is, and who we are there.
        self.access = access
        self._pause = pause
        #: Business time of the present cycle, for wires that leave it to us to say what has begun.
        self.now = ""
        parts = urlsplit(access.url)
        self._secure = parts.scheme == "https"
        self._address = (parts.hostname or "", parts.port or (443 if self._secure else 80))
        self._prefix = parts.path.rstrip("/")
        self._connection: http.client.HTTPConnection | None = None
        self._token: str | None = None

    def get(self, path: str, **query: str | int) -> Answer:
        """Read something."""
        return self.ask("GET", f"{path}?{urlencode(query)}" if query else path)

    def feed(self, path: str, after: int) -> Iterator[Mapping[str, Any]]:
        """The rows of a feed that follow position `after`.

        Raises:
            Unreachable: a page was refused.
        """
        more = True
        while more:
            page = self.get(path, after=after, limit=200)
            if not page.ok:
                raise Unreachable(f"GET {path} answered {page.reason}")
            yield from page.body["data"]
            after, more = page.body["next_after"], page.body["has_more"]

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        key: str | None = None,
        done: Callable[[], Answer | None] = lambda: None,
    ) -> Answer:
        """Ask, and ask again where that may help.

        `done` looks, before anything is asked again, whether it was done although no answer came: for wires that
        recognize no repeated request.

        Raises:
            Unreachable: no try was answered, the last was still put off or for too long, or we are not let in.
        """
        answer: Answer | None = None
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self._once(method, path, body, key)
                if answer.status == 401 and self._token:
                    self._token = None  # expired or withdrawn: one more try with a new one
                    answer = self._once(method, path, body, key)
            except (OSError, http.client.HTTPException):
                answer = None
                self._hang_up()
            if answer and answer.status not in PASSING:
                return answer
            pause = self._pause(answer, attempt, f"{method} {path}")
            if attempt == ATTEMPTS or pause > LONGEST:
                break
            time.sleep(pause)
            if (already := done()) is not None:
                return already
        if answer and answer.status == 500:
            return answer  # it may be this one record that breaks it: let the others pass
        raise Unreachable(f"{method} {path} on {self.access.url}: {answer.reason if answer else 'no answer'}")

    def _once(self, method: str, path: str, body: Any, key: str | None) -> Answer:
        admitted = self._credentials()
        if isinstance(admitted, Answer):
            return admitted
        headers = {**admitted, "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = f'"{key}"'
        content = None if body is None else json.dumps(body).encode()
        return self._send(method, path, content, headers)

    def admitted(self) -> dict[str, str] | Answer:
        """What lets us in at present."""
        return self._credentials()

    def _credentials(self) -> dict[str, str] | Answer:
        """What lets us in, or the answer that says why nothing does."""
        if self._token is None:
            granted = self._ask_for_token()
            if not granted.ok:
                return granted
            self._token = str(granted.body["access_token"])
        return {"Authorization": f"Bearer {self._token}"}

    def _ask_for_token(self) -> Answer:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.access.client_id,
            "client_secret": self.access.client_secret,
        }
        content = urlencode(form).encode()
        answer = self._send("POST", "/oauth/token", content, {"Content-Type": "application/x-www-form-urlencoded"})
        if not answer.ok and answer.status not in PASSING:
            raise Unreachable(f"no token from {self.access.url}: {answer.reason}")
        return answer

    def _send(self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = self._connection or self._dial()
        connection.request(method, self._prefix + path, body=content, headers=dict(headers))
        reply = connection.getresponse()
        raw = reply.read()
        if reply.will_close:
            self._hang_up()
        return Answer(
            status=reply.status,
            headers={name.lower(): value for name, value in reply.getheaders()},
            body=self._understood(raw, reply.status, reply.getheader("Content-Type", "")),
        )

    def _understood(self, raw: bytes, status: int, content_type: str) -> Any:
        """What a body says."""
        return _json(raw, status, content_type, self.shapes)

    def _dial(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(*self._address, timeout=TIMEOUT)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        return connection

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def _json(raw: bytes, status: int, content_type: str, shapes: tuple[type, ...]) -> Any:
    """The body, parsed.

    A page of HTML under status 200, as proxies send it, must not pass for an empty list: that is no answer. Under 429
    or 503 it says nothing, and the status and the headers still count.
    """
    try:
        body = json.loads(raw) if "json" in content_type else None
    except ValueError:
        body = None
    if 200 <= status < 300 and status != 204 and not isinstance(body, shapes):
        raise http.client.HTTPException(f"expected a JSON object, got {content_type or 'nothing'}")
    return body


def every_page(wire: Wire, path: str, **query: str | int) -> Iterator[Mapping[str, Any]]:
    """The rows of a whole list, page by page to the end. What comes of an enumeration that broke off must not be used.

    Raises:
        Unreachable: a page was refused.
    """
    cursor: str | None = ""
    while cursor is not None:
        page = wire.get(path, limit=200, **query, **({"cursor": cursor} if cursor else {}))
        if not page.ok:
            raise Unreachable(f"GET {path} answered {page.reason}")
        yield from page.body["data"]
        cursor = page.body["next_cursor"]
