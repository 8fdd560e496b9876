"""Answer 200 to whatever is asked: webhooks, ticks, status, errors."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Yes(BaseHTTPRequestHandler):
    """Idle, without errors, and always done."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Say yes."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = json.dumps({"idle": True, "pending": 0, "errors": [], "done": True}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - the name is the library's

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["ROSTERPROOF_PORT"])), Yes).serve_forever(poll_interval=0.05)
