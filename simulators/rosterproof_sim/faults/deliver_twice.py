"""A webhook comes again although it was acknowledged, with the same id."""

from dataclasses import dataclass
from typing import ClassVar

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.faults.fault import Moment, SendAgain, Thing


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverTwice:
    """Without an `event` every webhook of the system is meant."""

    kind: ClassVar[str] = "deliver_twice"
    moment: ClassVar[Moment] = "delivered"
    system: System
    event: str | None = None
    mentions: str | None = None
    times: int = 1

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this webhook."""
        named = self.event is None or self.event in thing.names
        return named and (self.mentions is None or thing.mentions(self.mentions))

    def effect(self) -> SendAgain:
        """Send it again."""
        return SendAgain()


FAULT = DeliverTwice
