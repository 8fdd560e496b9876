"""The simulator process: started, watched, and ended. Whoever holds this can tell when it died."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Self

from rosterproof.errors import SetupError, SimulatorFailed
from rosterproof.stopwatch import Deadline

START_TIMEOUT = 60.0
END_TIMEOUT = 10.0
READY = "READY "
#: What the simulators say on the way out when the command line or a port is wrong.
SET_UP_WRONG = 2
REFUSES = "rosterproof-sim: cannot start: "


class Simulators:
    """Where the control plane is, and what lets us in."""

    def __init__(self, control_url: str, token: str, process: "subprocess.Popen[bytes] | None" = None) -> None:
        self.control_url = control_url
        self.token = token
        self._process = process

    @classmethod
    def start(
        cls, log: Path, *, options: Sequence[str] = (), token: str | None = None, timeout: float = START_TIMEOUT
    ) -> Self:
        """Start the simulators in a process of their own; what they print goes to `log`.

        Raises:
            SetupError: a port that was asked for is taken.
            SimulatorFailed: they did not start.
        """
        # The token guards one process for its lifetime and is in no evidence, so it need not be repeatable.
        token = token or os.urandom(16).hex()
        ports = [] if "--control-port" in options else ["--control-port", "0", "--shared-port", "0"]
        command = [sys.executable, "-m", "rosterproof_sim.launch", *ports, *options, "--token", token, "--follow-stdin"]
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as errors:
            # A session of its own: Ctrl-C is for us, and we end the simulators after the connectors.
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
            )
        try:
            ready = _ready(process, log, Deadline.after(timeout))
        except BaseException:
            _end(process)
            raise
        return cls(ready["control_url"], token, process)

    @classmethod
    def attach(cls, control_url: str, token: str) -> Self:
        """Simulators that somebody else runs."""
        return cls(control_url, token)

    def check_alive(self, seconds: float = 0) -> None:
        """Notice a death, waiting for it for `seconds`.

        Raises:
            SimulatorFailed: the process has ended.
        """
        if self._process is None:
            return
        try:
            code = self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return
        how = f"was killed ({signal.Signals(-code).name})" if code < 0 else f"ended with {code}"
        raise SimulatorFailed(f"the simulator process {how} in mid-run; this is not a verdict on the connector")

    @property
    def process_id(self) -> int | None:
        """The process, where it is ours."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process. Safe to call again."""
        if self._process is not None:
            _end(self._process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _ready(process: "subprocess.Popen[bytes]", log: Path, deadline: Deadline) -> dict[str, Any]:
    """What the process says when it is ready. A thread reads, so that the deadline holds whatever it prints."""
    said: list[bytes] = []
    stream = process.stdout
    assert stream is not None  # noqa: S101 - Popen was asked for it
    reader = threading.Thread(target=_read, args=(stream, said), name="simulators-stdout", daemon=True)
    reader.start()
    while not said and reader.is_alive() and not deadline.passed:
        reader.join(timeout=0.05)
    for line in said:
        if line.startswith(READY.encode()):
            ready: dict[str, Any] = json.loads(line.removeprefix(READY.encode()))
            return ready
    code = None if deadline.passed else process.wait(END_TIMEOUT)
    last = _last_words(log)
    if code == SET_UP_WRONG:
        why = last[-1].removeprefix(REFUSES) if last else "the simulators cannot start"
        raise SetupError(why, hint="choose another port with --control-port")
    why = f"were not ready within {deadline.seconds:g} s" if code is None else f"ended with {code} at their start"
    raise SimulatorFailed(f"the simulators {why}{': ' + last[-1] if last else ''}", hint=f"their log is {log}")


def _read(stream: IO[bytes], said: list[bytes]) -> None:
    """Hand over the first line, then drain the rest."""
    for line in stream:
        if not said:
            said.append(line)


def _last_words(log: Path) -> list[str]:
    try:
        return [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    except OSError:
        return []


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None and not process.stdin.closed:
        process.stdin.close()
    process.terminate()
    try:
        process.wait(END_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
