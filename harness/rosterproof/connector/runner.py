"""What the driver asks of a connector, whichever way it is run."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rosterproof.evidence.record import ConnectorFacts, ReportedError
from rosterproof.settings import ConnectorFile, Service


@dataclass(frozen=True, kw_only=True, slots=True)
class CycleOutcome:
    """How a sync cycle went, as far as the connector tells."""

    ok: bool
    detail: str = ""


class Connector(Protocol):
    """A connector under test. Every method ends in time, or raises `ConnectorFailed`."""

    #: It offers neither tick nor status: that it is done can only be guessed from its silence.
    must_be_silent: bool
    #: Cycles can be had from it at will.
    cycles_at_will: bool

    def start(self) -> None:
        """Bring it to where it can do its work."""

    def cycle(self, now: datetime) -> CycleOutcome:
        """Have it do one sync cycle, as far as it can be asked to."""

    def rest(self) -> None:
        """Wait until it says that it has nothing left to do; at once where it cannot say so."""

    def errors(self) -> tuple[ReportedError, ...] | None:
        """The records it says it could not process; None where it has no way to say so."""

    def end(self) -> None:
        """End it and everything it started. Safe to call again."""


def facts(file: ConnectorFile) -> ConnectorFacts:
    """What judgment depends on, out of the connector file."""
    return ConnectorFacts(
        name=file.name,
        version=file.version,
        kind="service" if isinstance(file.run, Service) else "command",
        ticks=file.tick is not None,
        reports_status=file.status is not None,
        reports_errors=file.errors is not None,
        serial=file.serial,
        cycle_minutes=file.cycle_minutes,
        omits=dict(file.omits),
    )
