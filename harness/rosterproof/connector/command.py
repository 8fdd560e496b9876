"""A connector that is run once per cycle: exit code 0 means that the cycle is done."""

from datetime import datetime

from rosterproof.connector.crew import Crew
from rosterproof.connector.environment import Surroundings, environment
from rosterproof.connector.log import CappedLog
from rosterproof.connector.process import ProcessGroup, told
from rosterproof.connector.reported import ErrorLines
from rosterproof.connector.runner import CycleOutcome
from rosterproof.errors import ConnectorFailed
from rosterproof.evidence.record import ReportedError
from rosterproof.settings import Command, ConnectorFile, ErrorsStream


class CommandConnector:
    """Nothing of it is alive between two cycles; what it must remember is in its state directory."""

    must_be_silent = False
    cycles_at_will = True

    def __init__(self, file: ConnectorFile, run: Command, around: Surroundings, log: CappedLog, crew: Crew) -> None:
        self._file = file
        self._run = run
        self._around = around
        self._log = log
        self._crew = crew
        self._lines = ErrorLines()

    def start(self) -> None:
        """Nothing to start."""

    def cycle(self, now: datetime) -> CycleOutcome:
        """Run the command once.

        Raises:
            ConnectorFailed: it cannot be run, or did not end in time.
        """
        self._log.note(f"run at {now:%Y-%m-%dT%H:%M:%SZ}")
        group = self._crew.join(
            ProcessGroup(
                self._run.command, cwd=self._file.here, env=environment(self._around, now=now), listen=self._take
            )
        )
        try:
            code = group.exited_within(self._run.timeout)
        finally:
            self._crew.leave(group)
        if code is None:
            raise ConnectorFailed(
                f"the connector hung: `{' '.join(self._run.command)}` had not ended after {self._run.timeout:g} s; "
                "it was killed",
                hint="raise `timeout` in the connector file if a cycle may take longer",
                last_output=self._log.last_lines(),
            )
        if code == 0:
            return CycleOutcome(ok=True)
        last = self._log.last_lines(1)
        return CycleOutcome(ok=False, detail=told(code) + (f": {last[0]}" if last else ""))

    def rest(self) -> None:
        """Once it has ended it is at rest."""

    def errors(self) -> tuple[ReportedError, ...] | None:
        """What it printed on the declared stream, in all its runs."""
        return self._lines.found() if isinstance(self._file.errors, ErrorsStream) else None

    def end(self) -> None:
        """Nothing is alive."""

    def _take(self, stream: str, chunk: bytes) -> None:
        self._log.write(chunk)
        if isinstance(self._file.errors, ErrorsStream) and self._file.errors.name == stream:
            self._lines.take(chunk)
