"""An HRIS of the core contract, read over HTTP: the people, the lists that their codes stand on, and the fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import httpx2

from rosterproof.audit.company import Company, Record
from rosterproof.errors import SetupError

#: HRIS field -> where the codes are listed that may stand in it.
LISTS = {"title": "/v1/job-titles", "department": "/v1/departments", "location": "/v1/locations"}
PAGE = 200
TIMEOUT = 30.0
UNAUTHORIZED, FORBIDDEN, TOO_MANY = 401, 403, 429
#: Seconds that are waited in all for one answer, where the HRIS asks for patience.
LONGEST_WAIT = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Where the HRIS is, and what lets us in: an API key, or a client's id and secret."""

    url: str
    api_key: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


def read_company(address: Address) -> Company:
    """Read everything that an audit looks at. Nothing is written.

    Raises:
        SetupError: the HRIS does not answer, does not let us in, or speaks something else.
    """
    parts = urlsplit(address.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SetupError(f"{address.url!r} is no address of an HRIS", hint="write it like http://127.0.0.1:7401")
    with httpx2.Client(base_url=address.url.rstrip("/"), timeout=TIMEOUT) as client:
        hris = _Hris(address, client)
        hris.let_in()
        return Company(
            employees=tuple(hris.rows("/v1/employees", _PERSON)),
            lists={field: tuple(hris.listed(path, _CODE)) for field, path in LISTS.items()},
            fields=tuple(hris.listed("/v1/fields", _FIELD)),
            today=hris.today,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shape:
    """What a row must hold for an audit to read it: text that must be there, and text that may be null or absent."""

    needed: tuple[str, ...]
    text: tuple[str, ...] = ()

    def read(self, rows: Any, path: str, where: str) -> Iterator[Record]:
        """The rows, each of the right shape."""
        for row in rows if isinstance(rows, list) else [rows]:
            lacking = [name for name in self.needed if not isinstance(row, dict) or not isinstance(row.get(name), str)]
            if lacking:
                raise _another(where, f"a row of {path} has no text in '{lacking[0]}'")
            odd = [name for name in self.text if not isinstance(row.get(name), str | None)]
            if odd or not isinstance(row.get("custom", {}), dict | bool):
                raise _another(where, f"'{(odd or ['custom'])[0]}' in a row of {path} is not what it should be")
            yield row


_NAMES = ("given_name", "family_name", "email", "employee_number", "national_id")
_PERSON = _Shape(
    needed=("employee_id", "status"), text=(*_NAMES, "title", "department", "location", "hire_date", "last_day")
)
_CODE = _Shape(needed=("code", "name"), text=("valid_to",))
_FIELD = _Shape(needed=("name", "label", "type", "access"))


class _Hris:
    """The HRIS as this caller sees it."""

    def __init__(self, address: Address, client: httpx2.Client) -> None:
        self._address = address
        self._client = client
        self.today = date.min

    def let_in(self) -> None:
        """Show what lets us in; a client's id and secret are exchanged for a token first."""
        address = self._address
        if address.api_key is not None:
            self._client.headers["X-Api-Key"] = address.api_key
            return
        form = {
            "grant_type": "client_credentials",
            "client_id": address.client_id,
            "client_secret": address.client_secret,
        }
        granted = self._asked("POST", "/oauth/token", data=form)
        self._client.headers["Authorization"] = f"Bearer {_held(granted, 'access_token', self._address.url)}"

    def rows(self, path: str, shape: "_Shape") -> Iterator[Record]:
        """A whole list, page by page."""
        cursor: str | None = ""
        seen: set[str | None] = set()
        while cursor is not None:
            if cursor in seen:
                raise _another(self._address.url, f"the pages of {path} go in a circle")
            seen.add(cursor)
            page = self._asked("GET", path, params={"limit": PAGE, **({"cursor": cursor} if cursor else {})})
            yield from shape.read(_held(page, "data", self._address.url), path, self._address.url)
            cursor = page.get("next_cursor")

    def listed(self, path: str, shape: "_Shape") -> Iterator[Record]:
        """A list that comes whole."""
        yield from shape.read(_held(self._asked("GET", path), "data", self._address.url), path, self._address.url)

    def _asked(self, method: str, path: str, **request: Any) -> Any:
        where = self._address.url
        answer = self._patiently(method, path, **request)
        if answer.status_code in (UNAUTHORIZED, FORBIDDEN) or (path == "/oauth/token" and answer.is_client_error):
            what = (
                f"the HRIS at {where} does not let us in: {method} {path} answers {answer.status_code}{_detail(answer)}"
            )
            raise SetupError(what, hint="give --api-key, or --client-id and --client-secret, of a client that may read")
        if answer.status_code == TOO_MANY:
            after = answer.headers.get("Retry-After", "a few")
            raise SetupError(f"the HRIS at {where} is asked too much still", hint=f"come again in {after} seconds")
        if not answer.is_success:
            what = f"the HRIS at {where} answers {method} {path} with {answer.status_code}{_detail(answer)}"
            raise SetupError(what, hint="an audit reads an HRIS of the core contract, openapi/hris/core.yaml")
        self._note_the_day(answer)
        return _read(answer, where)

    def _patiently(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """Ask; where we are asked to wait, wait as long as we are told, and ask again."""
        patience = LONGEST_WAIT
        while True:
            try:
                answer = self._client.request(method, path, **request)
            except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
                what = f"the HRIS at {self._address.url} does not answer: {problem or type(problem).__name__}"
                raise SetupError(what, hint="is the address right, and the HRIS running?") from None
            told = answer.headers.get("Retry-After", "")
            wait = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None
            if answer.status_code != TOO_MANY or wait is None or wait > patience:
                return answer
            patience -= max(wait, 1)
            Event().wait(wait)

    def _note_the_day(self, answer: httpx2.Response) -> None:
        try:
            self.today = parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC).date()
        except (KeyError, ValueError):
            return  # no date is told; nothing that depends on it is found


def _read(answer: httpx2.Response, where: str) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise _another(where, f"{answer.url.path} is no JSON") from None


def _held(body: Any, name: str, where: str) -> Any:
    if not isinstance(body, dict) or name not in body:
        raise _another(where, f"there is no '{name}' in the answer")
    return body[name]


def _another(where: str, why: str) -> SetupError:
    return SetupError(f"what answers at {where} is no HRIS of the core contract: {why}")


def _detail(answer: httpx2.Response) -> str:
    try:
        body = answer.json()
    except ValueError:
        return ""
    detail = body.get("detail") or body.get("error_description") if isinstance(body, dict) else None
    return f" ({detail})" if isinstance(detail, str) else ""
