"""One vendor's wire, or our own documented one, as a value: a table of contents that can be read at a glance."""

from dataclasses import dataclass

from rosterproof_sim.delivery.courier import STANDARD, Courier
from rosterproof_sim.dialect.announcing import Announce, Said, one_for_each_event
from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.dialect.message import Answer, Asked, Deed, created, gone, ok
from rosterproof_sim.dialect.views import ContractMismatch, Views
from rosterproof_sim.dialect.wire import (
    HOUSEHOLD,
    Caller,
    Reached,
    Reading,
    Seen,
    Trouble,
    Wire,
    anywhere,
    beneath,
    elsewhere,
    told_nothing,
)
from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.domain.words.wires import Lack

__all__ = [
    "HOUSEHOLD",
    "Announce",
    "Answer",
    "Asked",
    "Caller",
    "Contract",
    "ContractMismatch",
    "Courier",
    "Deed",
    "Dialect",
    "KnownClient",
    "Omission",
    "Quirk",
    "Reached",
    "Reading",
    "Said",
    "Seen",
    "Switch",
    "Trouble",
    "Views",
    "Wire",
    "anywhere",
    "beneath",
    "created",
    "elsewhere",
    "gone",
    "ok",
    "one_for_each_event",
    "told_nothing",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quirk:
    """Something that a reader of this wire's contract would not expect, and its clients have to know."""

    what: str
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Switch:
    """Something that a vendor does one way or another, or nobody is sure of. The first choice holds by itself."""

    name: str
    choices: tuple[str, ...]
    why: str
    #: Whether what the vendor does is not known for sure.
    unconfirmed: bool = False

    @property
    def default(self) -> str:
        """What holds where nothing is said."""
        return self.choices[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Omission:
    """Something that this wire cannot carry; `lacks` names what of it a certification asks for."""

    what: str
    why: str
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownClient:
    """A client that people use, and the one line that points it here: {base_url}, {client_id}, {secret}, {key}."""

    name: str
    line: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Dialect:
    """What a system speaks. There is one value for each, so it is compared and hashed by what it is."""

    system: System
    name: str
    title: str
    #: Its own wire first: webhooks are worded by that one's contract. The first that a path leads to is asked.
    wires: tuple[Wire, ...]
    #: Kinds of credentials that open it, as people call them.
    credentials: tuple[str, ...]
    announce: Announce
    #: How messages are signed, and when one that was not taken is sent again.
    courier: Courier = STANDARD
    quirks: tuple[Quirk, ...] = ()
    switches: tuple[Switch, ...] = ()
    omissions: tuple[Omission, ...] = ()
    clients: tuple[KnownClient, ...] = ()

    @property
    def contracts(self) -> tuple[str, ...]:
        """Its files under openapi/."""
        return tuple(each.contract for each in self.wires)

    def load(self) -> Contract:
        """Return the contract of its own wire, once it is sure that all of its wires are whole."""
        own, *_ = [each.load() for each in self.wires]
        return own

    def switch(self, name: str) -> Switch:
        """Return a switch by name. Raises KeyError where there is none."""
        return {each.name: each for each in self.switches}[name]
