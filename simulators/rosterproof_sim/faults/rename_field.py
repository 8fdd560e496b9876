"""The next version of a system calls a field otherwise, and nobody was told: it is no longer where it was."""

from dataclasses import dataclass
from typing import ClassVar

from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.faults.fault import Moment, Rename, Thing


@dataclass(frozen=True, kw_only=True, slots=True)
class RenameField:
    """In every answer that holds it, wherever it stands in it. Without an `operation` all of the system are meant."""

    kind: ClassVar[str] = "rename_field"
    moment: ClassVar[Moment] = "after"
    system: System
    field: str
    to: str
    operation: str | None = None
    times: int = 100

    def concerns(self, thing: Thing) -> bool:
        """Whether it is about this request."""
        return self.operation is None or self.operation in thing.names

    def effect(self) -> Rename:
        """Call it otherwise."""
        return Rename(field=self.field, to=self.to)


FAULT = RenameField
