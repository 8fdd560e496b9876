"""The connector as a service: takes webhooks at any time, works when it is ticked, says how it is doing.

A webhook is checked, kept on disk and acknowledged; the work waits for the cycle. A receiver that works while the
sender waits is sent the same thing again.
"""

import json
import re
import time
from collections.abc import Mapping
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

from rosterproof.reference.cycle import Connector
from rosterproof.reference.memory import Memory
from rosterproof.reference.signature import Reader, genuine
from rosterproof.reference.wire import Unreachable

LARGEST_BODY = 1 << 20
LENGTH = re.compile(r"[0-9]{1,12}")


class Service(ThreadingHTTPServer):
    """Listens on loopback only; what it takes is checked by signature all the same."""

    daemon_threads = True

    def __init__(self, port: int, connector: Connector, memory: Memory) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.connector = connector
        self.memory = memory
        self.secrets: Mapping[str, str] = {}
        #: How webhooks of a system are read that are not signed as Standard Webhooks are.
        self.readers: Mapping[str, Reader | None] = {}
        self.at_work = Lock()

    def tick(self, now: str) -> tuple[int, dict[str, Any]]:
        """Do one cycle; one at a time."""
        with self.at_work:
            try:
                self.connector.cycle(now)
            except Unreachable as problem:
                return 503, {"detail": str(problem)}
        return 200, {"done": True}

    def take(self, system: str, headers: Mapping[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        """Take a webhook in."""
        secret = self.secrets.get(system)
        reader = self.readers.get(system)
        if secret is not None and reader is not None:
            told = reader(secret, headers, body, time.time())
            if told is not None:
                self.memory.take(*told)
                return 200, {"taken": True}
            secret = None
        if secret is None or not genuine(secret, headers, body, time.time()):
            return 401, {"detail": "the signature is missing, wrong or stale"}
        event = _event(body)
        if event is None:
            return 400, {"detail": "this is no event"}
        self.memory.take(headers["webhook-id"], event)
        return 200, {"taken": True}


def _event(body: bytes) -> dict[str, Any] | None:
    """The event, or None: what cannot be worked on must not wait in the queue, where it would stop every cycle."""
    try:
        event = json.loads(body)
    except ValueError:
        return None
    return event if isinstance(event, dict) and isinstance(event.get("data"), dict) else None


class Handler(BaseHTTPRequestHandler):
    """Four routes: /webhooks/<system>, /tick, /status, /errors."""

    server: Service
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer /status and /errors."""
        if self.path == "/status":
            busy, pending = self.server.at_work.locked(), self.server.memory.pending()
            self._answer(200, {"idle": not busy, "pending": pending})
        elif self.path == "/errors":
            self._answer(200, {"errors": list(self.server.connector.complaints.listed())})
        else:
            self._answer(404, {"detail": "GET /status or /errors"})

    def do_POST(self) -> None:
        """Take a webhook, or do a cycle."""
        length = self.headers.get("Content-Length") or ""
        if not LENGTH.fullmatch(length) or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._answer(413, {"detail": f"send a Content-Length, and no more than {LARGEST_BODY} bytes"})
            return
        body = self.rfile.read(int(length))
        if self.path.startswith("/webhooks/"):
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._answer(*self.server.take(self.path.removeprefix("/webhooks/"), headers, body))
        elif self.path == "/tick":
            self._answer(*self._tick(body))
        else:
            self._answer(404, {"detail": "POST /tick or /webhooks/<system>"})

    def _tick(self, body: bytes) -> tuple[int, dict[str, Any]]:
        try:
            now = json.loads(body)["now"]
            datetime.fromisoformat(now)
        except (ValueError, TypeError, KeyError):
            return 400, {"detail": 'say {"now": "2026-03-02T09:00:00Z"}'}
        return self.server.tick(now)

    def _answer(self, status: int, body: Mapping[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: what matters is told by /errors."""
