"""The process of a connector that stays: one for each story, or one for all of them where it serves several companies.

A process that is shared is started by the first story that needs it, and again by the next one after it has died.
"""

import threading
from collections.abc import Callable, Mapping

from rosterproof.connector.asking import Asking, NoAnswer
from rosterproof.connector.crew import Crew
from rosterproof.connector.port import free_port
from rosterproof.connector.process import Listener, ProcessGroup, told
from rosterproof.errors import ConnectorFailed
from rosterproof.settings import ConnectorFile, Service
from rosterproof.stopwatch import Deadline

#: Between two looks at whether it is ready; its death is noticed at once.
PACE = 0.01
#: From the port to listen on to the environment of the process.
Environment = Callable[[int], Mapping[str, str]]


class Host:
    """A process that listens on a port. What it prints is handed to everybody who listens at that time."""

    def __init__(self, file: ConnectorFile, run: Service, crew: Crew, environment: Environment) -> None:
        self._run = run
        self._crew = crew
        self._lock = threading.Lock()
        self._listeners: list[Listener] = []
        self.port = free_port()
        self.group: ProcessGroup | None = None
        self._file = file
        self._environment = environment

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.group is not None and self.group.exited_within(0) is None

    def listen(self, listener: Listener) -> None:
        """Hand on to this one, too, what is printed."""
        with self._lock:
            self._listeners.append(listener)

    def leave(self, listener: Listener) -> None:
        """Hand nothing on to this one any more."""
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)

    def start(self) -> None:
        """Start the process and wait until it is ready.

        Raises:
            ConnectorFailed: it cannot be started, died, or was not ready in time. It may still run.
        """
        deadline = Deadline.after(self._run.start_timeout)
        env = self._environment(self.port)
        made = ProcessGroup(self._run.command, cwd=self._file.here, env=env, listen=self._take)
        self.group = self._crew.join(made)
        asking = Asking(self.port)
        try:
            self._wait(asking, made, deadline)
        finally:
            asking.close()

    def end(self) -> None:
        """End the process."""
        if self.group is not None:
            self._crew.leave(self.group)

    def _wait(self, asking: Asking, group: ProcessGroup, deadline: Deadline) -> None:
        path, name = self._run.ready or "/", f"`{' '.join(self._run.command)}`"
        while True:
            try:
                answer = asking.get(path, deadline)
                if answer.ok or self._run.ready is None:
                    return
                last = f"its answer at {path} was {answer.status}"
            except NoAnswer as silence:
                last = silence.why
            code = group.exited_within(PACE)
            if code is not None:
                raise ConnectorFailed(f"cannot start the connector: {name} {told(code)} before it was ready")
            if deadline.passed:
                what = f"{name} was not ready on port {self.port} within {deadline.seconds:g} s: {last}"
                raise ConnectorFailed(
                    f"cannot start the connector: {what}",
                    hint="it must listen on ROSTERPROOF_PORT; see `start_timeout` and `ready`",
                )

    def _take(self, stream: str, chunk: bytes) -> None:
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener(stream, chunk)


class Hosts:
    """The shared processes of a run, by command."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[tuple[str, ...], Host] = {}

    def shared(self, command: tuple[str, ...], make: Callable[[], Host]) -> Host:
        """Return the running process of a command; where there is none, start one.

        Raises:
            ConnectorFailed: it cannot be started.
        """
        with self._lock:
            host = self._running.get(command)
            if host is None or not host.alive:
                host = make()
                host.start()
                self._running[command] = host
            return host
