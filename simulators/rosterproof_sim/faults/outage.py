"""The system is down: 503 and Retry-After to whatever is asked of it, before anything is done."""

from dataclasses import dataclass
from typing import ClassVar

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.faults.fault import Moment, Thing, TurnAway


@dataclass(frozen=True, kw_only=True, slots=True)
class Outage:
    """`retry_after` is in seconds on the caller's own clock. It ends when the faults are cleared."""

    kind: ClassVar[str] = "outage"
    moment: ClassVar[Moment] = "before"
    system: System
    times: int = 100
    retry_after: int = 3600

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this request: about every one."""
        return thing.system == self.system

    def effect(self) -> TurnAway:
        """Be down."""
        return TurnAway(status=503, retry_after=self.retry_after)


FAULT = Outage
