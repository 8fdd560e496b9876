"""One vendor's wire, or our own documented one, as a value: a table of contents that can be read at a glance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rosterproof_sim.dialect.contract.contract import Contract, contract
from rosterproof_sim.dialect.message import Answer, Asked, created, gone, ok
from rosterproof_sim.dialect.views import ContractMismatch, Views
from rosterproof_sim.domain.words.notices import Notice, Payload, System

__all__ = [
    "Announce",
    "Answer",
    "Asked",
    "Caller",
    "Contract",
    "ContractMismatch",
    "Dialect",
    "Quirk",
    "Views",
    "created",
    "gone",
    "ok",
]

#: Who is asking, by one security scheme; None where the scheme was not used or does not hold.
Caller = Callable[[Any, Mapping[str, str]], str | None]
#: (notice, payload, instant) -> the body of the message.
Announce = Callable[[Notice, Payload, datetime], dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quirk:
    """Something that a reader of this wire's contract would not expect, and its clients have to know."""

    what: str
    how: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Dialect:
    """What a wire is made of. There is one value for each wire, so it is compared and hashed by what it is."""

    system: System
    name: str
    title: str
    #: File under openapi/.
    contract: str
    views: Views
    #: Name of a security scheme in the contract -> who is asking by it.
    callers: Mapping[str, Caller]
    announce: Announce
    quirks: tuple[Quirk, ...] = ()

    def load(self) -> Contract:
        """Return the contract, once it is sure that every operation has its view and every scheme its caller."""
        promised = contract(self.contract)
        self.views.matched(promised)
        schemes = {name for each in promised.operations().values() for any_of in each.security for name in any_of}
        if unknown := schemes - set(self.callers):
            raise ContractMismatch(
                f"{self.contract} names the security scheme {', '.join(unknown)}, and no caller reads it"
            )
        return promised
