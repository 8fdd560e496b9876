"""What is asked of a view and what it answers, on any wire that speaks HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import orjson

from rosterproof_sim.dialect.contract.operation import Operation

PlaceT = TypeVar("PlaceT")


@dataclass(frozen=True, kw_only=True)
class Asked(Generic[PlaceT]):
    """One request, read and understood. `place` is where it was asked: one system of a world, or the whole house."""

    place: PlaceT
    #: operationId.
    operation: str
    method: str
    #: Path parameters, decoded.
    path: Mapping[str, str]
    #: Query parameters as the contract types them, defaults filled in.
    query: Mapping[str, Any]
    #: Lower-case names.
    headers: Mapping[str, str]
    #: None where the operation takes no body, or none was sent.
    media_type: str | None
    body: Any
    raw_path: str
    raw_query: str
    raw_body: bytes
    #: The address that was asked, as the asker would write it, without a slash at the end.
    root: str = ""

    def headers_of(self, operation: Operation) -> dict[str, str]:
        """Return the headers that the operation declares, under their declared names."""
        named = operation.named("header")
        return {name: self.headers[name.lower()] for name in named if name.lower() in self.headers}


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """What a request on another wire meant, in the words of our own contracts, so that any wire can be judged alike."""

    #: The operation of our own contract that does the same.
    operation: str
    #: What it would have been sent, and would have answered; None where nothing was written.
    body: Mapping[str, Any] | None = None
    answer: Mapping[str, Any] | None = None
    #: Ids, as we write them, of those whom it was about alone, and of those whom it listed.
    about: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One response. `body` is JSON values, or a text where the media type is not JSON."""

    status: int = 200
    body: Any = None
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Who the asker has turned out to be by what was asked, as after signing in.
    caller: str | None = None
    #: What it meant, on a wire that is not our own.
    deeds: tuple[Deed, ...] = ()

    @cached_property
    def content(self) -> bytes:
        """The bytes to send."""
        if self.status == 204 or (self.body is None and not self.media_type.endswith(("/json", "+json"))):
            return b""
        if self.media_type.endswith(("/json", "+json")):
            return orjson.dumps(self.body)
        return str(self.body).encode()

    def with_headers(self, more: Mapping[str, str]) -> "Answer":
        """Return the same answer with more headers. What was rendered is not rendered again."""
        return self._rendered(replace(self, headers={**self.headers, **more}))

    def meaning(self, *deeds: Deed) -> "Answer":
        """Return the same answer, with what it meant in the words of our own contracts."""
        return self._rendered(replace(self, deeds=(*self.deeds, *deeds)))

    def _rendered(self, made: "Answer") -> "Answer":
        if "content" in vars(self):
            vars(made)["content"] = self.content
        return made


def ok(body: Any) -> Answer:
    """Answer 200 with a body."""
    return Answer(body=body)


def created(body: Any, *, caller: str | None = None) -> Answer:
    """Answer 201 with what was made."""
    return Answer(status=201, body=body, caller=caller)


def gone() -> Answer:
    """Answer 204."""
    return Answer(status=204)
