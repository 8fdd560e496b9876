"""The connector as a service: takes webhooks at any time, works when it is ticked, says how it is doing.

A webhook is checked, kept on disk and acknowledged; the work waits for the cycle. A receiver that works while the
sender waits is sent the same thing again. It serves one customer, or several at once, each at an address of its own.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rosterproof.reference.company import Company, Said
from rosterproof.reference.settings import NotConfigured, Settings
from rosterproof.reference.wire import Unreachable

LARGEST_BODY = 1 << 20
LENGTH = re.compile(r"[0-9]{1,12}")
#: Where customers are taken on, and each has its address.
COMPANIES = "/companies"
NAMED = re.compile(rf"{COMPANIES}/([^/]+)(/.*)?")
NOWHERE: Said = (404, {"detail": "POST /tick or /webhooks/<system>, GET /status or /errors"})


class Service(ThreadingHTTPServer):
    """Listens on loopback only; what it takes is checked by signature all the same."""

    daemon_threads = True

    def __init__(self, port: int, company: Company | None = None, wrong: str | None = None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        #: By name; the only one of a service that was started for it has none.
        self.companies: dict[str, Company] = {} if company is None else {"": company}
        self._wrong = wrong

    def at(self, path: str) -> tuple[Company | None, str]:
        """The customer that an address belongs to, and the rest of it."""
        found = NAMED.fullmatch(path)
        return (self.companies.get(found[1]), found[2] or "/") if found else (self.companies.get(""), path)

    def take_on(self, wanted: Any) -> Said:
        """Serve one customer more, configured as a service is by its environment."""
        try:
            name, environment = str(wanted["name"]), dict(wanted["environment"])
        except (KeyError, TypeError, ValueError):
            return 400, {"detail": 'say {"name": "acme", "environment": {"ROSTERPROOF_HRIS_URL": "…", …}}'}
        if name in self.companies:
            return 409, {"detail": f"{name} is served already"}
        try:
            company = Company(Settings.read(environment), self._wrong)
            self.companies[name] = company
            company.subscribe()
        except (NotConfigured, Unreachable, OSError) as problem:
            self.companies.pop(name, None)
            return 503, {"detail": str(problem)}
        return 201, {"name": name}


class Handler(BaseHTTPRequestHandler):
    """Four routes of each customer: /webhooks/<system>, /tick, /status, /errors; and where customers come and go."""

    server: Service
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer /status and /errors."""
        if self.path == COMPANIES:
            self._answer(200, {"names": sorted(self.server.companies)})
            return
        company, rest = self.server.at(self.path)
        if self.path == "/status" and company is None:
            self._answer(200, {"idle": True, "pending": 0})
        elif company is not None and rest == "/status":
            self._answer(200, company.status())
        elif company is not None and rest == "/errors":
            self._answer(200, {"errors": company.errors()})
        else:
            self._answer(*NOWHERE)

    def do_DELETE(self) -> None:
        """Let a customer go. Its subscriptions end with its systems."""
        found = NAMED.fullmatch(self.path)
        gone = self.server.companies.pop(found[1], None) if found else None
        self._answer(*((200, {"gone": True}) if gone else NOWHERE))

    def do_POST(self) -> None:
        """Take a webhook, do a cycle, or take a customer on."""
        length = self.headers.get("Content-Length") or ""
        if not LENGTH.fullmatch(length) or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._answer(413, {"detail": f"send a Content-Length, and no more than {LARGEST_BODY} bytes"})
            return
        body = self.rfile.read(int(length))
        company, rest = self.server.at(self.path)
        if self.path == COMPANIES:
            self._answer(*self.server.take_on(_json(body)))
        elif company is None:
            self._answer(*NOWHERE)
        elif rest.startswith("/webhooks/"):
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._answer(*company.take(rest.removeprefix("/webhooks/"), headers, body))
        else:
            self._answer(*(_tick(company, body) if rest == "/tick" else NOWHERE))

    def _answer(self, status: int, body: Mapping[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Say nothing: what matters is told by /errors."""


def _tick(company: Company, body: bytes) -> Said:
    try:
        now = _json(body)["now"]
        datetime.fromisoformat(now)
    except (ValueError, TypeError, KeyError):
        return 400, {"detail": 'say {"now": "2026-03-02T09:00:00Z"}'}
    return company.tick(now)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
