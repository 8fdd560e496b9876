"""The system is asked too much: 429 and Retry-After, before anything is done."""

from dataclasses import dataclass
from typing import ClassVar

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.faults.fault import Moment, Thing, TurnAway


@dataclass(frozen=True, kw_only=True, slots=True)
class Throttle:
    """`retry_after` is in seconds on the caller's own clock."""

    kind: ClassVar[str] = "throttle"
    moment: ClassVar[Moment] = "before"
    system: System
    operation: str
    mentions: str | None = None
    times: int = 1
    retry_after: int = 1

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this request."""
        return self.operation in thing.names and (self.mentions is None or thing.mentions(self.mentions))

    def effect(self) -> TurnAway:
        """Refuse for a while."""
        return TurnAway(status=429, retry_after=self.retry_after)


FAULT = Throttle
