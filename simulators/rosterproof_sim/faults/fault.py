"""What every fault is: when it is asked, whom it concerns, and what it does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, ClassVar, Literal, Protocol

from rosterproof_sim.domain.words.notices import System

#: before: nothing was done yet. after: it was done, the answer is ready. delivered: a webhook was acknowledged.
Moment = Literal["before", "after", "delivered"]


@dataclass(frozen=True, kw_only=True, slots=True)
class TurnAway:
    """Answer so in place of what was asked; come again after so many seconds, where that may help."""

    status: Literal[422, 429, 503]
    retry_after: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Drop:
    """Close the connection without a byte of answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SendAgain:
    """Send the same message once more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rename:
    """Answer with a field called otherwise."""

    field: str
    to: str

    def renamed(self, body: Any) -> Any:
        """Return a body with the field under its other name, in the place where it stood.

        >>> Rename(field="email", to="mail").renamed({"data": [{"id": 1, "email": "ada@example.com"}]})
        {'data': [{'id': 1, 'mail': 'ada@example.com'}]}
        """
        match body:
            case dict():
                return {self.to if key == self.field else key: self.renamed(value) for key, value in body.items()}
            case list():
                return [self.renamed(each) for each in body]
        return body


Effect = TurnAway | Drop | SendAgain | Rename


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What is asked of a system, or told by it: an operation or event, and all the text in it."""

    system: System
    #: Its own name, and those of what it stands for in our own contracts.
    names: tuple[str, ...]
    text: str
    #: How an id is written in the text.
    spelling: Callable[[str], str] = str

    @property
    def key(self) -> str:
        """What tells it from every different thing."""
        return sha256(f"{self.system}\0{self.names[0]}\0{self.text}".encode()).hexdigest()[:16]

    def mentions(self, identifier: str) -> bool:
        """Whether an id stands in it, whole, as we write it or as it is written there.

        >>> thing = Thing(system="lms", names=("createUser",), text='{"external_id":"E0000042"}')
        >>> thing.mentions("E0000042"), thing.mentions("E000004")
        (True, False)
        """
        spelled = "|".join(re.escape(each) for each in {identifier, self.spelling(identifier)})
        return re.search(rf"(?<![A-Za-z0-9])(?:{spelled})(?![A-Za-z0-9])", self.text) is not None


class Fault(Protocol):
    """One fault as it was armed."""

    kind: ClassVar[str]
    moment: ClassVar[Moment]
    #: It is a dataclass; its fields are its wire form.
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def system(self) -> System:
        """The system it strikes."""

    @property
    def times(self) -> int:
        """How often it fires at most for each different thing."""

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this thing."""

    def effect(self) -> Effect:
        """What it does."""
