"""A webhook receiver on a port of its own: keeps what came, answers what it was told to."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self


class Message(NamedTuple):
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Answers each message with the next status it was given, and 204 when there is none left."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.arrived = threading.Semaphore(0)
        #: While this is not set, no message is answered.
        self.answering = threading.Event()
        self.answering.set()
        #: No message is answered any more once so many have come.
        self.silent_from: int | None = None
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.statuses.pop(0) if receiver.statuses else 204
                receiver.messages.append(Message({k.lower(): v for k, v in self.headers.items()}, body))
                if len(receiver.messages) == receiver.silent_from:
                    receiver.answering.clear()
                receiver.arrived.release()
                receiver.answering.wait(20)
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.answering.set()
        self._server.shutdown()
        self._server.server_close()
