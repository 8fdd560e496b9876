"""A process of somebody else's in a group of its own, so that it and everything it starts can be ended together."""

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from rosterproof.errors import ConnectorFailed

#: How long a process that was asked to end may take before it is killed.
GRACE = 2.0
CHUNK = 1 << 16

Listener = Callable[[str, bytes], None]


class ProcessGroup:
    """Started at once. `listen` gets the name of a stream and what came out of it, from two threads."""

    def __init__(self, command: Sequence[str], *, cwd: Path, env: Mapping[str, str], listen: Listener) -> None:
        self.command = tuple(command)
        try:
            self._process = subprocess.Popen(
                command,
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as problem:
            raise _not_started(command[0], cwd, problem) from None
        self._readers = [self._reader("stdout", self._process.stdout), self._reader("stderr", self._process.stderr)]
        self._listen = listen
        for reader in self._readers:
            reader.start()

    def exited_within(self, seconds: float) -> int | None:
        """The exit code, as soon as there is one; None if there is none after `seconds`."""
        try:
            return self._process.wait(timeout=max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        """End the process and everything of its group: politely, then not. Safe to call again."""
        self._signal(signal.SIGTERM)
        if self.exited_within(GRACE) is None:
            self._signal(signal.SIGKILL)
            self._process.wait()
        self._signal(signal.SIGKILL)  # what it left behind
        for reader in self._readers:
            reader.join(GRACE)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def _reader(self, name: str, stream: IO[bytes] | None) -> threading.Thread:
        assert stream is not None  # noqa: S101 - Popen was asked for it
        return threading.Thread(target=self._drain, args=(name, stream), name=f"connector-{name}", daemon=True)

    def _drain(self, name: str, stream: IO[bytes]) -> None:
        with stream:
            while chunk := os.read(stream.fileno(), CHUNK):
                self._listen(name, chunk)


def told(code: int) -> str:
    """An exit code in words.

    >>> told(1), told(-9)
    ('exited with 1', 'was killed by SIGKILL')
    """
    if code >= 0:
        return f"exited with {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"


def _not_started(program: str, cwd: Path, problem: OSError) -> ConnectorFailed:
    match problem:
        case FileNotFoundError() if not cwd.is_dir():
            why = f"its folder {cwd} is not there"
        case FileNotFoundError():
            why = f"there is no command `{program}`"
        case PermissionError():
            why = f"`{program}` may not be executed"
        case _:
            why = f"`{program}` cannot be run: {problem.strerror or problem}"
    return ConnectorFailed(f"cannot start the connector: {why}", hint="see `run` in the connector file")
