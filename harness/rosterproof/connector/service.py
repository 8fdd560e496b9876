"""A connector that stays: started once per story, then asked over HTTP as far as it offers to be."""

import json
from datetime import datetime

from rosterproof.connector.asking import Asking, NoAnswer
from rosterproof.connector.crew import Crew
from rosterproof.connector.environment import Surroundings, environment
from rosterproof.connector.log import CappedLog
from rosterproof.connector.port import free_port
from rosterproof.connector.process import ProcessGroup, told
from rosterproof.connector.reported import ErrorLines, from_body
from rosterproof.connector.runner import CycleOutcome
from rosterproof.errors import ConnectorFailed, NotSettled
from rosterproof.evidence.record import ReportedError
from rosterproof.settings import ConnectorFile, ErrorsStream, ErrorsUrl, Service
from rosterproof.stopwatch import Deadline

#: Between two looks at whether it is ready or idle; its death is noticed at once.
PACE = 0.01
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
        self._port = free_port()
        self._asking = Asking(self._port)
        self._group: ProcessGroup | None = None

    def start(self) -> None:
        """Start the process and wait until it is ready.

        Raises:
            ConnectorFailed: it cannot be started, died, or was not ready in time.
        """
        deadline = Deadline.after(self._run.start_timeout)
        env = environment(self._around, port=self._port)
        group = ProcessGroup(self._run.command, cwd=self._file.here, env=env, listen=self._take)
        self._group = self._crew.join(group)
        path = self._run.ready or "/"
        while True:
            try:
                answer = self._asking.get(path, deadline)
                if answer.ok or self._run.ready is None:
                    return
                last = f"its answer at {path} was {answer.status}"
            except NoAnswer as silence:
                last = silence.why
            code = group.exited_within(PACE)
            if code is not None:
                raise self._failed(f"cannot start the connector: {self._name} {told(code)} before it was ready")
            if deadline.passed:
                what = f"{self._name} was not ready on port {self._port} within {deadline.seconds:g} s: {last}"
                raise self._failed(
                    f"cannot start the connector: {what}",
                    hint="it must listen on ROSTERPROOF_PORT; see `start_timeout` and `ready`",
                )

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
            answer = self._asking.post(path, {"now": f"{now:%Y-%m-%dT%H:%M:%SZ}"}, Deadline.after(self._patience))
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
            answer = self._asking.get(path, deadline)
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
                    answer = self._asking.get(path, Deadline.after(self._patience))
                except NoAnswer as silence:
                    self._still_alive(DYING)
                    self._log.note(silence.why)
                    return ()
                return from_body(answer.body) if answer.ok else ()
            case None:
                return None

    def end(self) -> None:
        """End the process."""
        self._asking.close()
        if self._group is not None:
            self._crew.leave(self._group)

    @property
    def _name(self) -> str:
        return f"`{' '.join(self._run.command)}`"

    def _still_alive(self, seconds: float = 0) -> None:
        code = self._group.exited_within(seconds) if self._group else None
        if code is not None:
            raise self._failed(f"the connector died: {self._name} {told(code)}")

    def _failed(self, what: str, hint: str = "") -> ConnectorFailed:
        """End it first, so that its last words are there to be quoted."""
        if self._group is not None:
            self._crew.leave(self._group)
        return ConnectorFailed(what, hint=hint, last_output=self._log.last_lines())

    def _take(self, stream: str, chunk: bytes) -> None:
        self._log.write(chunk)
        if isinstance(self._file.errors, ErrorsStream) and self._file.errors.name == stream:
            self._lines.take(chunk)
