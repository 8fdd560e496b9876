"""From bytes to what was asked: the parts of a request as the contract types them, or a Problem."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

from rosterproof_sim.dialect.contract.operation import Operation, Parameter
from rosterproof_sim.dialect.contract.violation import Violation, violation
from rosterproof_sim.dialect.message import Asked, PlaceT
from rosterproof_sim.dialect.wire import Arrived, Reading
from rosterproof_sim.web.address import root
from rosterproof_sim.web.json_text import find_unstorable, read_json
from rosterproof_sim.web.problem import Problem, invalid, malformed

FORM = "application/x-www-form-urlencoded"

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?")
_CLOSELY = Reading()
_BOOLEANS = {"true": True, "false": False}


def read(
    request: Request, operation: Operation, place: PlaceT, path: Mapping[str, str], how: Reading = _CLOSELY
) -> Asked[PlaceT]:
    """Read one request, whole."""
    raw = request.get_data(cache=True)
    media_type = _media_type(request, operation, raw, how)
    headers = lower(request)
    return Asked(
        place=place,
        operation=operation.id,
        method=request.method,
        path=_readable_path(path),
        query=_query(request, operation, how),
        headers=headers,
        media_type=media_type,
        body=_body(media_type, raw, how),
        raw_path=request.path,
        raw_query=request.query_string.decode("latin-1"),
        raw_body=raw if media_type is not None else b"",
        root=root(request.scheme, request.root_path, headers),
    )


def arrived(request: Request) -> Arrived:
    """Take a request as it came."""
    headers = lower(request)
    return Arrived(
        method=request.method,
        headers=headers,
        raw_path=request.path,
        raw_query=request.query_string.decode("latin-1"),
        raw_body=request.get_data(cache=True),
        root=root(request.scheme, request.root_path, headers),
    )


def lower(request: Request) -> dict[str, str]:
    """Return the headers under lower-case names."""
    return {name.lower(): value for name, value in request.headers.items()}


def read_form(raw: bytes) -> dict[str, str]:
    """Read a form; a name that comes twice could be meant either way and is refused."""
    pairs = _pairs("form", raw)
    form = dict(pairs)
    if len(form) != len(pairs):
        raise malformed("A name stands twice in the form.")
    if unstorable := list(find_unstorable("body", form)):
        raise invalid(unstorable)
    return form


def _body(media_type: str | None, raw: bytes, how: Reading) -> Any:
    """Read a body. What is neither JSON nor a form is for the view to read; here is said how much it is, and which."""
    if media_type is not None and media_type in how.bodies:
        try:
            return how.bodies[media_type](raw)
        except ValueError as reason:
            raise malformed(str(reason)) from None
    match media_type:
        case None:
            return None
        case "application/x-www-form-urlencoded":
            return read_form(raw)
        case "application/json":
            return read_json(raw)
    if not raw:
        raise malformed("The body is empty.")
    return {"bytes": len(raw), "sha256": sha256(raw).hexdigest()}


def _media_type(request: Request, operation: Operation, raw: bytes, how: Reading) -> str | None:
    """Return the media type of the body, once it is one that the operation takes."""
    if not operation.bodies or (not raw and not operation.body_required):
        return None
    expected = " or ".join(operation.bodies)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Problem(415, "unsupported-media-type", "A compressed body is not taken. Send it as it is.")
    mimetype = (
        how.media_type(operation, request.headers.get("Content-Type", ""), raw) if how.media_type else request.mimetype
    )
    if mimetype not in operation.bodies:
        sent = mimetype[:64] or "none"
        raise Problem(415, "unsupported-media-type", f"{operation.id} takes {expected}; the Content-Type is {sent}.")
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise Problem(415, "unsupported-media-type", f"The charset is {charset[:32]}; send UTF-8.")
    return mimetype


def _readable_path(path: Mapping[str, str]) -> dict[str, str]:
    values = dict(path)
    if unstorable := list(find_unstorable("path", values)):
        raise invalid(unstorable)
    return values


def _query(request: Request, operation: Operation, how: Reading) -> dict[str, Any]:
    declared = operation.named("query")
    values = {name: each.default for name, each in declared.items() if each.default is not None}
    wrong: list[Violation] = []
    seen: set[str] = set()
    for name, text in _pairs("query", request.query_string):
        if name in seen:
            wrong.append(violation("query", [name], "is given twice"))
        elif name not in declared and how.unknown_query == "ignored":
            continue
        elif name not in declared:
            wrong.append(violation("query", [name], _unknown(name, declared)))
        else:
            try:
                values[name] = _typed(declared[name], text)
            except ValueError as reason:
                wrong.append(violation("query", [name], str(reason)))
        seen.add(name)
    wrong += find_unstorable("query", values)
    if wrong:
        raise invalid(wrong)
    return values


def _unknown(name: str, declared: Mapping[str, Parameter]) -> str:
    near = get_close_matches(name, declared, n=1)
    hint = f"; did you mean {near[0]}" if near else f"; there are {', '.join(declared)}" if declared else ""
    return f"is not a parameter of this operation{hint}"


def _pairs(what: str, raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError:
        raise malformed(f"The {what} is not percent-encoded UTF-8.") from None
    except ValueError:
        raise malformed(f"The {what} has more than 100 fields.") from None


def _typed(parameter: Parameter, text: str) -> Any:
    """Read a value as the contract types it. Python's own readers take `1_000` and Arabic digits; these do not."""
    match parameter.type:
        case "integer":
            if _INTEGER.fullmatch(text):
                return int(text)
            raise ValueError("is not a whole number")
        case "number":
            if _NUMBER.fullmatch(text):
                return float(text)
            raise ValueError("is not a number")
        case "boolean":
            if text in _BOOLEANS:
                return _BOOLEANS[text]
            raise ValueError("is neither true nor false")
    return text
