"""One wire as a value: a contract on an address, and how whoever speaks it reads, lets in, answers and refuses.

A dialect is made of one wire or of several beside each other: REST beside SOAP, a vendor's own API beside a standard.
What is left out here is as our own documented wires have it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from rosterproof_sim.dialect.contract.contract import Contract, contract
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.dialect.message import Answer, Deed
from rosterproof_sim.dialect.views import ContractMismatch, Views


class Seen(Protocol):
    """A request as it came, before it is understood: enough to tell who sends it. Every `Asked` is one too."""

    @property
    def method(self) -> str:
        """As sent."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Under lower-case names."""

    @property
    def raw_path(self) -> str:
        """As the contract has it, without what the wire's address begins with."""

    @property
    def raw_query(self) -> str:
        """As sent, without the question mark."""

    @property
    def raw_body(self) -> bytes:
        """As sent."""

    @property
    def root(self) -> str:
        """The address that was asked, up to where the path begins."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """The plain form of what is `Seen`."""

    method: str
    headers: Mapping[str, str]
    raw_path: str
    raw_query: str
    raw_body: bytes
    root: str


class Trouble(Protocol):
    """Why a request is refused: a status, a stable code, words for people, and what headers go with them."""

    status: int
    code: str
    detail: str
    errors: tuple[Violation, ...]
    headers: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached:
    """Where a path leads: what the address begins with, and the path as the contract has it."""

    prefix: str
    path: str


#: Who is asking, by one security scheme; None where the scheme was not used or does not hold.
Caller = Callable[[Any, Seen], str | None]
#: Where a path leads on this wire, or None where it is of another one.
Reach = Callable[[str], Reached | None]
#: Which of the operations that share a path and a method is meant; None where it is none of them.
Meant = Callable[[Seen, Mapping[str, Operation]], Operation | None]
#: What a request to write means by itself; None where that cannot be told.
Intent = Callable[[Any], Deed | None]
#: An id as we write it -> how it is written on this wire.
Spelling = Callable[[str], str]
#: (place, request, trouble) -> how this wire says no.
Refusal = Callable[[Any, Seen, Trouble], Answer]
#: What an answer tells of the limit that the asker is under: from requests, seconds, what is left, and until when.
Quotas = Callable[[int, int, int, int], Mapping[str, str]]


def anywhere(path: str) -> Reached | None:
    """Every path is of this wire, spelled as the contract spells it."""
    return Reached(prefix="", path=path)


def beneath(*prefixes: str) -> Reach:
    """Paths beneath one of these are of this wire; its contract leaves them out.

    >>> beneath("/scim")("/scim/v2/Users")
    Reached(prefix='/scim', path='/v2/Users')
    >>> beneath("/scim")("/scimitar") is None
    True
    """

    def reach(path: str) -> Reached | None:
        for prefix in prefixes:
            if path == prefix or path.startswith(f"{prefix}/"):
                return Reached(prefix=prefix, path=path.removeprefix(prefix) or "/")
        return None

    return reach


def elsewhere(*prefixes: str) -> Reach:
    """Paths beneath these are of another wire, all others of this one.

    >>> elsewhere("/scim")("/v1/users")
    Reached(prefix='', path='/v1/users')
    >>> elsewhere("/scim")("/scim/v2/Users") is None
    True
    """
    theirs = beneath(*prefixes)

    def reach(path: str) -> Reached | None:
        return anywhere(path) if theirs(path) is None else None

    return reach


def the_only_one(_: Seen, operations: Mapping[str, Operation]) -> Operation | None:
    """Path and method say which operation is meant, so there is one."""
    return next(iter(operations.values()))


#: What a connector does for itself, and our own wires have no operation for.
HOUSEHOLD = ("household",)


def as_it_is(identifier: str) -> str:
    """Ids are written as we write them."""
    return identifier


def told_in_headers(requests: int, seconds: int, remaining: int, reset: int) -> Mapping[str, str]:
    """Every answer says what is left (draft-ietf-httpapi-ratelimit-headers)."""
    return {
        "RateLimit-Policy": f'"default";q={requests};w={seconds}',
        "RateLimit": f'"default";r={remaining};t={reset}',
    }


def told_nothing(requests: int, seconds: int, remaining: int, reset: int) -> Mapping[str, str]:
    """Nobody is told of a limit before running into it."""
    del requests, seconds, remaining, reset
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How closely what is sent is read. By itself: what the contract does not name is refused."""

    unknown_query: Literal["refused", "ignored"] = "refused"
    #: The media type of a body, from the operation, the Content-Type sent and the body; None: as sent.
    media_type: Callable[[Operation, str, bytes], str] | None = None
    #: Media type -> how its bodies are read; raises ValueError with the reason. JSON and forms are always known.
    bodies: Mapping[str, Callable[[bytes], Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Wire:
    """There is one value for each wire, so it is compared and hashed by what it is."""

    #: File under openapi/; its ending says which kind it is.
    contract: str
    views: Views
    #: Name of a security scheme in the contract -> who is asking by it.
    callers: Mapping[str, Caller]
    reach: Reach = anywhere
    meant: Meant = the_only_one
    reading: Reading = field(default_factory=Reading)
    #: None: by problem documents (RFC 9457).
    refusal: Refusal | None = None
    quotas: Quotas = told_in_headers
    #: Operation -> the operations of our own contract that it may stand for: faults are aimed, and exchanges are
    #: judged, in those words. Empty: what no connector has to do. None: this wire speaks those words itself.
    stands_for: Mapping[str, tuple[str, ...]] | None = None
    #: Operation -> what a request to write means before anything is done, for those of which the request alone tells
    #: it: so that it is known also of what was refused, and a fault finds what it is about.
    intents: Mapping[str, Intent] = field(default_factory=dict)
    #: How ids of people are written here.
    spelling: Spelling = as_it_is

    def names(self, operation: str) -> tuple[str, ...]:
        """Return every name of an operation: its own, and those of what it stands for."""
        return (operation, *(self.stands_for or {}).get(operation, ()))

    def load(self) -> Contract:
        """Return the contract, once it is sure that every operation has its view and every scheme its caller."""
        promised = contract(self.contract)
        self.views.matched(promised)
        if self.stands_for is not None and (untold := promised.operations().keys() ^ self.stands_for.keys()):
            raise ContractMismatch(f"stands_for and {self.contract} do not have alike: {', '.join(sorted(untold))}")
        schemes = {name for each in promised.operations().values() for any_of in each.security for name in any_of}
        if unknown := schemes - set(self.callers):
            raise ContractMismatch(
                f"{self.contract} names the security scheme {', '.join(sorted(unknown))}, and no caller reads it"
            )
        return promised
