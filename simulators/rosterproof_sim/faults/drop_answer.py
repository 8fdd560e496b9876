"""The connection breaks on the way back: what was asked is done, and the asker never hears of it."""

from dataclasses import dataclass
from typing import ClassVar

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.faults.fault import Drop, Moment, Thing


@dataclass(frozen=True, kw_only=True, slots=True)
class DropAnswer:
    """Not a byte of the answer leaves."""

    kind: ClassVar[str] = "drop_answer"
    moment: ClassVar[Moment] = "after"
    system: System
    operation: str
    mentions: str | None = None
    times: int = 1

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this request."""
        return self.operation in thing.names and (self.mentions is None or thing.mentions(self.mentions))

    def effect(self) -> Drop:
        """Close the connection."""
        return Drop()


FAULT = DropAnswer
