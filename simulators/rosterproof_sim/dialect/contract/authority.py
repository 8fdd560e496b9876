"""openapi-core's judgment of the same messages.

It is given the document with two things said in Python's own words, so that it judges what the document means:
a pattern's final `$` is the end of the text (Python's `$` would let a line feed follow), and the formats are those of
formats.py. Who may ask and under which address is settled before a message is judged, so `security` and `servers` are
left out. It is slow to import and slow
to judge, so nothing here is imported before it is needed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.deserializing.media_types.util import json_loads, plain_loads
from werkzeug.datastructures import Headers, ImmutableMultiDict

from rosterproof_sim.dialect.contract.formats import FORMATS
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.contract.violation import Violation, violation
from rosterproof_sim.dialect.message import Answer, Asked

_HOST = "http://127.0.0.1"
#: An empty page, whose schema is null.
_EMPTY_PAGE = b"\0"
_LEFT_OUT = frozenset({"security", "servers"})


@dataclass(kw_only=True, slots=True)
class _Request:
    """A request as openapi-core wants to see one. The route is known already, so the pattern stands for the path."""

    method: str
    path: str
    path_pattern: str
    parameters: RequestParameters
    content_type: str
    body: bytes | None
    host_url: str = _HOST


@dataclass(frozen=True, kw_only=True, slots=True)
class _Response:
    """A response as openapi-core wants to see one."""

    status_code: int
    headers: Mapping[str, str]
    content_type: str
    data: bytes | None


class Authority:
    """Judges messages by the document itself. The document is linted in tests, so it is not linted again here."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        config = Config(
            spec_validator_cls=None,  # type: ignore[arg-type]
            extra_format_validators=FORMATS,
            extra_media_type_deserializers={
                "application/problem+json": json_loads,
                "application/scim+json": json_loads,
                "application/yaml": lambda value, **_: plain_loads(value),
                "text/csv": lambda value, **_: plain_loads(value),
                "text/html": lambda value, **_: None if value == _EMPTY_PAGE else plain_loads(value),
                # What the view reads by itself; openapi-core would parse the XML, with its entities.
                "application/zip": lambda _, **__: "",
                "text/xml": lambda _, **__: "",
            },
        )
        self._openapi = OpenAPI.from_dict(_in_python(document), config=config)

    def request(self, operation: Operation, asked: Asked[Any]) -> list[Violation]:
        """Judge what was asked."""
        return [_said(error) for error in self._openapi.request_validator.iter_errors(_request(operation, asked))]

    def response(self, operation: Operation, asked: Asked[Any], answer: Answer) -> list[Violation]:
        """Judge what is to be answered."""
        response = _Response(
            status_code=answer.status,
            headers=answer.headers,
            content_type=answer.media_type,
            data=answer.content or _nothing(operation, answer),
        )
        errors = self._openapi.response_validator.iter_errors(_request(operation, asked), response)
        return [_said(error) for error in errors]


def _request(operation: Operation, asked: Asked[Any]) -> _Request:
    return _Request(
        method=operation.method.lower(),
        path=asked.raw_path,
        path_pattern=operation.path,
        parameters=RequestParameters(
            path=dict(asked.path),
            query=ImmutableMultiDict(parse_qsl(asked.raw_query, keep_blank_values=True)),
            header=Headers(list(asked.headers.items())),
        ),
        content_type=asked.media_type or "",
        body=asked.raw_body or None,
    )


def _nothing(operation: Operation, answer: Answer) -> bytes | None:
    """Stand for an empty page where the contract has one; openapi-core takes no body for one that is missing."""
    contents = operation.responses.get(str(answer.status), operation.responses.get("default", {}))
    return _EMPTY_PAGE if answer.media_type == "text/html" and "text/html" in contents else None


def _said(error: Exception) -> Violation:
    """Say what openapi-core said; the reason is on its cause."""
    reasons = getattr(error.__cause__, "schema_errors", None) or [error.__cause__ or error]
    return violation("message", [], "; ".join(str(getattr(reason, "message", reason)) for reason in reasons))


def _in_python(node: Any) -> Any:
    """Copy the document without its security and servers, and with the end of every pattern in Python's own words."""
    if isinstance(node, Mapping):
        kept = ((name, each) for name, each in node.items() if name not in _LEFT_OUT)
        return {name: _pattern(each) if name == "pattern" else _in_python(each) for name, each in kept}
    if isinstance(node, list):
        return [_in_python(each) for each in node]
    return node


def _pattern(pattern: Any) -> Any:
    if isinstance(pattern, str) and pattern.endswith("$") and not pattern.endswith(r"\$"):
        return pattern[:-1] + r"\Z"
    return _in_python(pattern)
