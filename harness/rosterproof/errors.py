"""Everything that goes wrong in words a user can act on: what, where, and what to do.

One small tree. Each error carries its parts as attributes, is raised where it is noticed and rendered once, by the
command line; nobody ever sees a stack trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rosterproof.exit_code import ExitCode

#: Beyond this many mistakes of one file, more of them help nobody.
SHOWN = 20


class RosterproofError(Exception):
    """The root. `what` went wrong, `where`, and `hint`, what to do about it."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        first = f"{self.where}: {self.what}" if self.where else self.what
        return f"{first}\n  hint: {self.hint}" if self.hint else first


class SetupError(RosterproofError):
    """The command line, the machine or a folder is not as it must be; nothing was run."""


class NothingSelected(RosterproofError):
    """The selection leaves no scenario to play."""

    exit_code = ExitCode.NOTHING_SELECTED


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One mistake in a file. `line` counts from 1; 0 means the file as a whole."""

    line: int
    what: str
    hint: str = ""


class InvalidFile(RosterproofError):
    """A file that a person wrote holds mistakes; all of them are told at once."""

    def __init__(self, file: str | Path, problems: Sequence[Problem]) -> None:
        self.file = str(file)
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__(self.problems[0].what, where=self._place(self.problems[0]), hint=self.problems[0].hint)

    def _place(self, problem: Problem) -> str:
        return f"{self.file}:{problem.line}" if problem.line else self.file

    def __str__(self) -> str:
        told = [
            str(RosterproofError(problem.what, where=self._place(problem), hint=problem.hint))
            for problem in self.problems[:SHOWN]
        ]
        left = len(self.problems) - SHOWN
        return "\n".join([*told, f"{self.file}: and {left} more"] if left > 0 else told)


class ConnectorFailed(RosterproofError):
    """The connector did not start, died or hung. `last_output` is the end of what it printed."""

    exit_code = ExitCode.INCONCLUSIVE

    def __init__(self, what: str, *, where: str = "", hint: str = "", last_output: Sequence[str] = ()) -> None:
        super().__init__(what, where=where, hint=hint)
        self.last_output = tuple(last_output)

    def __str__(self) -> str:
        tail = [f"  | {line}" for line in self.last_output]
        return "\n".join([super().__str__(), *(["  its last output:", *tail] if tail else [])])


class SimulatorFailed(RosterproofError):
    """The simulators did not start, died or broke their own contract: never a verdict on the connector."""

    exit_code = ExitCode.INCONCLUSIVE


class NotSettled(RosterproofError):
    """The world did not come to rest before the deadline; `seconds` is how long was waited."""

    exit_code = ExitCode.INCONCLUSIVE

    def __init__(self, what: str, *, seconds: float, hint: str = "") -> None:
        super().__init__(what, hint=hint)
        self.seconds = seconds


class ControlRefused(RosterproofError):
    """The control plane refused a request, with the `status`, the problem's `code` and its words."""

    exit_code = ExitCode.INCONCLUSIVE

    def __init__(self, detail: str, *, status: int, code: str, where: str = "") -> None:
        super().__init__(detail, where=where)
        self.status = status
        self.code = code
