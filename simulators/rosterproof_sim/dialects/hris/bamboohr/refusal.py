"""How BambooHR says no: by a header and an empty page on the old endpoints, by three kinds of JSON on newer ones."""

from typing import Any

from rosterproof_sim.dialect import Answer, Seen, Trouble
from rosterproof_sim.web.tenant import Tenant

_BAD_KEY = "API key not provided or invalid"
#: What breaks the contract is a bad request here; 422 is unknown.
_STATUS = {422: 400, 415: 400, 421: 404}


def refused(place: Tenant, seen: Seen, trouble: Trouble) -> Answer:
    """Answer a request that is refused."""
    status = _STATUS.get(trouble.status, trouble.status)
    words = _BAD_KEY if status == 401 else trouble.detail
    headers = dict(trouble.headers)
    if status == 401:
        headers["WWW-Authenticate"] = f'Basic realm="{seen.root}"'
    if status == 429:
        status, headers = _throttled(place, headers)
    path = seen.raw_path
    if path == "/v1/employees" and seen.method == "GET":
        return Answer(status=status, body={"error": {"code": trouble.code, "message": words}}, headers=headers)
    if path.startswith(("/v2/", "/v1_2/")):
        return _problem(status, words, trouble, path, headers)
    if path.startswith("/v1/webhooks"):
        return Answer(status=status, body={"errors": [{"error": words}]}, headers=headers)
    said = _printable(words)
    headers |= {"X-BambooHR-Error-Message": said, "Content-Type": "text/html; charset=UTF-8"}
    if status == 404:
        # The vendor misspells it too, three s.
        headers["X-BambooHR-Error-Messsage"] = said
    return Answer(status=status, media_type="text/html", headers=headers)


def _throttled(place: Tenant, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Since 2026-09-16 the vendor says 429, and when to come again; before, 503, and not always when."""
    match place.switch("throttle"):
        case "503":
            return 503, headers
        case "503-bare":
            return 503, {name: value for name, value in headers.items() if name != "Retry-After"}
    return 429, headers


def _problem(status: int, words: str, trouble: Trouble, path: str, headers: dict[str, str]) -> Answer:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": trouble.code.replace("-", " ").capitalize(),
        "status": status,
        "detail": words,
        "instance": path,
        "code": trouble.code,
        "fields": [each.where for each in trouble.errors],
    }
    return Answer(status=status, body=body, media_type="application/problem+json", headers=headers)


def _printable(words: str) -> str:
    """A header holds printable ASCII on one line."""
    return "".join(each if " " <= each <= "~" else "?" for each in words)[:500]
