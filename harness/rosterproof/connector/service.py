"""A connector that stays: started for a story, or told of its company, then asked over HTTP as far as it offers."""

import contextlib
import json
from datetime import datetime

from rosterproof.connector.asking import Asking, NoAnswer
from rosterproof.connector.crew import Crew
from rosterproof.connector.environment import Surroundings, company, environment, port_alone
from rosterproof.connector.hosting import PACE, Host, Hosts
from rosterproof.connector.log import CappedLog
from rosterproof.connector.process import told
from rosterproof.connector.reported import ErrorLines, from_body
from rosterproof.connector.runner import CycleOutcome
from rosterproof.errors import ConnectorFailed, NotSettled
from rosterproof.evidence.record import ReportedError
from rosterproof.settings import ConnectorFile, ErrorsStream, ErrorsUrl, Service
from rosterproof.stopwatch import Deadline

#: How long a shared process may take to let a company go, in seconds.
LET_GO = 2.0
#: After a broken connection a dying process has this long to be dead.
DYING = 0.5


class ServiceConnector:
    """The process and the line to its port."""

    def __init__(
        self,
        file: ConnectorFile,
        run: Service,
        around: Surroundings,
        log: CappedLog,
        crew: Crew,
        *,
        patience: float,
        hosts: Hosts,
        name: str,
    ) -> None:
        self.must_be_silent = file.tick is None and file.status is None
        self.cycles_at_will = file.tick is not None
        self._file = file
        self._run = run
        self._around = around
        self._log = log
        self._crew = crew
        self._patience = patience
        self._lines = ErrorLines()
        self._asking = Asking(0)
        self._hosts = hosts
        self._company = name
        #: What the paths of this company begin with, where the process is shared.
        self._prefix = ""
        self._host: Host | None = None

    def start(self) -> None:
        """Start the process and wait until it is ready; where it is shared, hand it this company.

        Raises:
            ConnectorFailed: it cannot be started, died, was not ready in time, or does not take the company on.
        """
        try:
            if self._run.companies is None:
                self._host = Host(self._file, self._run, self._crew, lambda port: environment(self._around, port=port))
                self._host.listen(self._take)
                self._host.start()
            else:
                self._host = self._hosts.shared(self._run.command, self._shared)
                self._host.listen(self._take)
        except ConnectorFailed as failed:
            raise self._failed(failed.what, failed.hint) from None
        self._asking = Asking(self._host.port)
        if self._run.companies is not None:
            self._taken_on(self._run.companies, self._host.port)

    def _shared(self) -> Host:
        """A process that is told its port alone, and later the companies."""
        host = Host(self._file, self._run, self._crew, port_alone)
        host.listen(self._take)
        return host

    def _taken_on(self, companies: str, port: int) -> None:
        self._prefix = f"{companies}/{self._company}"
        told_ = company(self._around, port=port, at=self._prefix)
        try:
            wanted = {"name": self._company, "environment": told_}
            answer = self._asking.post(companies, wanted, Deadline.after(self._run.start_timeout))
        except NoAnswer as silence:
            self._still_alive(DYING)
            raise self._failed(f"the connector takes no company on: {silence.why}") from None
        if not answer.ok:
            what = f"the connector takes no company on: {companies} answered {answer.status}: {answer.first_line}"
            raise self._failed(what)

    def cycle(self, now: datetime) -> CycleOutcome:
        """Have it do a cycle by its tick, where it has one, and wait until it is idle, where it says so.

        Raises:
            ConnectorFailed: it died, or did not end the cycle in time.
            NotSettled: it stayed busy.
        """
        outcome = self._tick(now)
        self.rest()
        return outcome

    def _tick(self, now: datetime) -> CycleOutcome:
        path = self._file.tick
        if path is None:
            self._still_alive()
            return CycleOutcome(ok=True)
        try:
            answer = self._asking.post(
                self._prefix + path, {"now": f"{now:%Y-%m-%dT%H:%M:%SZ}"}, Deadline.after(self._patience)
            )
        except NoAnswer as silence:
            self._still_alive(DYING if not silence.late else 0)
            if silence.late:
                what = f"the connector hung: {path} had not answered after {self._patience:g} s; it was killed"
                raise self._failed(what, hint="raise --timeout if a cycle may take longer") from None
            return CycleOutcome(ok=False, detail=silence.why)
        if answer.ok:
            return CycleOutcome(ok=True)
        self._still_alive()
        return CycleOutcome(ok=False, detail=f"answered {answer.status} at {path}: {answer.first_line}")

    def rest(self) -> None:
        """Wait until its status says idle.

        Raises:
            ConnectorFailed: it died.
            NotSettled: it stayed busy.
        """
        if self._file.status is None:
            return
        deadline = Deadline.after(self._patience)
        while True:
            busy = self._busy(self._file.status, deadline)
            if not busy:
                return
            self._still_alive(PACE)
            if deadline.passed:
                what = f"the connector was still busy after {self._patience:g} s: {busy}"
                raise NotSettled(what, seconds=self._patience, hint="raise --timeout if a cycle may take longer")

    def _busy(self, path: str, deadline: Deadline) -> str:
        """Why it is not idle, in words; empty when it is."""
        try:
            answer = self._asking.get(self._prefix + path, deadline)
            said = json.loads(answer.body)
        except NoAnswer as silence:
            return silence.why
        except (ValueError, RecursionError):
            return f"{path} answered {answer.status} and no JSON"
        # What a ticked connector has pending waits for its next tick, and is no work in hand.
        pending = isinstance(said, dict) and said.get("pending") and self._file.tick is None
        if isinstance(said, dict) and said.get("idle") is True and not pending:
            return ""
        return f"{path} said {answer.first_line}"

    def errors(self) -> tuple[ReportedError, ...] | None:
        """What its errors channel says.

        Raises:
            ConnectorFailed: it died.
        """
        match self._file.errors:
            case ErrorsStream():
                return self._lines.found()
            case ErrorsUrl(path=path):
                try:
                    answer = self._asking.get(self._prefix + path, Deadline.after(self._patience))
                except NoAnswer as silence:
                    self._still_alive(DYING)
                    self._log.note(silence.why)
                    return ()
                return from_body(answer.body) if answer.ok else ()
            case None:
                return None

    def end(self) -> None:
        """End the process, or have it let the company go where it is shared."""
        if self._host is None:
            return
        self._host.leave(self._take)
        if self._prefix:
            with contextlib.suppress(NoAnswer):
                self._asking.delete(self._prefix, Deadline.after(LET_GO))
        elif self._run.companies is None:
            self._host.end()
        self._asking.close()

    @property
    def _name(self) -> str:
        return f"`{' '.join(self._run.command)}`"

    def _still_alive(self, seconds: float = 0) -> None:
        group = self._host.group if self._host else None
        code = group.exited_within(seconds) if group else None
        if code is not None:
            raise self._failed(f"the connector died: {self._name} {told(code)}")

    def _failed(self, what: str, hint: str = "") -> ConnectorFailed:
        """End it first, so that its last words are there to be quoted."""
        if self._host is not None:
            self._host.end()
        return ConnectorFailed(what, hint=hint, last_output=self._log.last_lines())

    def _take(self, stream: str, chunk: bytes) -> None:
        self._log.write(chunk)
        if isinstance(self._file.errors, ErrorsStream) and self._file.errors.name == stream:
            self._lines.take(chunk)
