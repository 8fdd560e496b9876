"""The system turns one kind of request down: 422, nothing is done, and coming again later is no use by itself."""

from dataclasses import dataclass
from typing import ClassVar

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.faults.fault import Moment, Thing, TurnAway


@dataclass(frozen=True, kw_only=True, slots=True)
class Refuse:
    """What a person at the system has to mend first, by clearing the faults, or what passes after `times`."""

    kind: ClassVar[str] = "refuse"
    moment: ClassVar[Moment] = "before"
    system: System
    operation: str
    mentions: str | None = None
    times: int = 1

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this request."""
        return self.operation in thing.names and (self.mentions is None or thing.mentions(self.mentions))

    def effect(self) -> TurnAway:
        """Turn it down."""
        return TurnAway(status=422)


FAULT = Refuse
