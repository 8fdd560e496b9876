"""The client of the control plane: asks, and turns whatever is not an answer into the right failure."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import orjson

from rosterproof.connector.line import BrokenLine, Heard, Line
from rosterproof.driver.simulators import Simulators
from rosterproof.errors import ControlRefused, SimulatorFailed
from rosterproof.stopwatch import Deadline

#: Beyond what a request itself asks to wait, this is how long the simulators may take.
PATIENCE = 60.0
#: A broken connection to a process that is being killed is seen before its death.
DYING = 2.0
PROBLEM = "urn:rosterproof:problem:"


class ControlPlane:
    """One connection to the simulators; each thread has its own."""

    def __init__(self, simulators: Simulators) -> None:
        self.simulators = simulators
        self._line = Line(simulators.control_url, {"Authorization": f"Bearer {simulators.token}"})

    def get(self, path: str, params: Mapping[str, Any] | None = None, *, waits: float = 0) -> Any:
        """GET; `waits` is how many seconds the request itself asks to wait."""
        return self._ask("GET", f"{path}?{urlencode(params)}" if params else path, waits=waits)

    def post(self, path: str, body: Mapping[str, Any] | None = None, *, waits: float = 0) -> Any:
        """POST a body of JSON; `waits` is how many seconds the answer may take besides."""
        return self._ask("POST", path, body, waits=waits)

    def put(self, path: str, body: Mapping[str, Any]) -> Any:
        """PUT a body of JSON."""
        return self._ask("PUT", path, body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """PATCH with a body of JSON."""
        return self._ask("PATCH", path, body)

    def delete(self, path: str) -> None:
        """DELETE."""
        self._ask("DELETE", path)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None, *, waits: float = 0) -> Any:
        content = None if body is None else orjson.dumps(body)
        try:
            heard = self._line.ask(method, path, content, Deadline.after(PATIENCE + waits))
        except BrokenLine as broken:
            self.simulators.check_alive(DYING)
            raise SimulatorFailed(f"the simulators gave no answer to {method} {path}: {broken}") from None
        if 200 <= heard.status < 300:
            return _read(method, path, heard.body)
        raise _refusal(method, path, heard)


def _read(method: str, path: str, content: bytes) -> Any:
    try:
        return orjson.loads(content) if content else None
    except orjson.JSONDecodeError as problem:
        raise SimulatorFailed(f"the simulators' answer to {method} {path} is not JSON: {problem}") from None


def _refusal(method: str, path: str, heard: Heard) -> ControlRefused | SimulatorFailed:
    try:
        problem = orjson.loads(heard.body)
        detail, code = str(problem["detail"]), str(problem["type"]).removeprefix(PROBLEM)
        where = "".join(f"; {error['where']}: {error['what']}" for error in problem.get("errors", ()))
    except (ValueError, KeyError, TypeError):
        return SimulatorFailed(f"the simulators answered {heard.status} to {method} {path}, and no problem document")
    if heard.status >= 500:
        return SimulatorFailed(f"the simulators failed at {method} {path}: {detail}{where}")
    return ControlRefused(f"{detail}{where}", status=heard.status, code=code)
