"""A system that answers as the script says, and one of its own kind for what a connector is told at its start."""

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self

from rosterproof.reference.settings import Access
from rosterproof.reference.wire import Answer, Wire


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def key(self) -> str | None:
        return self.headers.get("idempotency-key")


class Reply(NamedTuple):
    """What is answered. Status 0 hangs up without a byte."""

    status: int = 200
    body: str = "{}"
    content_type: str = "application/json"
    headers: Mapping[str, str] = {}


HANG_UP = Reply(status=0)
#: As a proxy answers when it has lost the server behind it.
HTML = Reply(body="<html><h1>We will be back soon</h1></html>", content_type="text/html")


def rows(*found: dict[str, Any], then: str | None = None) -> Reply:
    """A page of a list."""
    return Reply(body=json.dumps({"data": found, "next_cursor": then}))


class Scripted:
    """Answers the requests of each kind with the next reply of the script, and with the last one for good."""

    def __init__(self, *script: Reply, tokens: tuple[Reply, ...] = ()) -> None:
        self.asked: list[Asked] = []
        self.tokens_given = 0
        self._script = list(script)
        self._tokens = list(tokens)
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                self._answer(scripted.reply_to(Asked(self.command, self.path, headers, body)))

            do_POST = do_PATCH = do_PUT = do_GET  # noqa: N815 -- the names that http.server looks for

            def _answer(self, reply: Reply) -> None:
                self.close_connection = reply.status == 0
                if self.close_connection:
                    return
                content = reply.body.encode()
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def reply_to(self, asked: Asked) -> Reply:
        if asked.path == "/oauth/token":
            self.tokens_given += 1
            token = Reply(body=json.dumps({"access_token": f"token-{self.tokens_given}", "expires_in": 3600}))
            return self._tokens.pop(0) if self._tokens else token
        self.asked.append(asked)
        return self._script.pop(0) if len(self._script) > 1 else self._script[0]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class Pauses:
    """Waits for nothing, and remembers for how long it would have waited."""

    def __init__(self, decide: Any = None) -> None:
        self.asked: list[int | None] = []
        self._decide = decide

    def __call__(self, answer: Answer | None, attempt: int, about: str) -> float:
        self.asked.append(answer.status if answer else None)
        return float(self._decide(answer, attempt, about)) if self._decide else 0.0


def wire(system: Scripted, pause: Pauses | None = None) -> Wire:
    return Wire(Access(url=system.url, client_id="connector", client_secret="secret"), pause or Pauses())
