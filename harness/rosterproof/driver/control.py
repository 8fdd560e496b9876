"""The client of the control plane: asks, and turns whatever is not an answer into the right failure."""

from collections.abc import Mapping
from typing import Any

import httpx2
import orjson

from rosterproof.driver.simulators import Simulators
from rosterproof.errors import ControlRefused, SimulatorFailed

#: Beyond what a request itself asks to wait, this is how long the simulators may take.
PATIENCE = 60.0
#: A broken connection to a process that is being killed is seen before its death.
DYING = 2.0
PROBLEM = "urn:rosterproof:problem:"


class ControlPlane:
    """One connection pool to the simulators; each thread has its own."""

    def __init__(self, simulators: Simulators) -> None:
        self.simulators = simulators
        self._client = httpx2.Client(
            base_url=simulators.control_url,
            headers={"Authorization": f"Bearer {simulators.token}"},
            trust_env=False,
            verify=False,  # no TLS here: reading the machine's certificates would only cost time
            timeout=PATIENCE,
        )

    def get(self, path: str, params: Mapping[str, Any] | None = None, *, waits: float = 0) -> Any:
        """GET; `waits` is how many seconds the request itself asks to wait."""
        return self._ask("GET", path, params=params, timeout=PATIENCE + waits)

    def post(self, path: str, body: Mapping[str, Any] | None = None, *, waits: float = 0) -> Any:
        """POST a body of JSON; `waits` is how many seconds the answer may take besides."""
        return self._ask("POST", path, json=body, timeout=PATIENCE + waits)

    def put(self, path: str, body: Mapping[str, Any]) -> Any:
        """PUT a body of JSON."""
        return self._ask("PUT", path, json=body)

    def delete(self, path: str) -> None:
        """DELETE."""
        self._ask("DELETE", path)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _ask(self, method: str, path: str, **request: Any) -> Any:
        try:
            response = self._client.request(method, path, **request)
        except httpx2.HTTPError as problem:
            self.simulators.check_alive(DYING)
            why = str(problem) or type(problem).__name__
            raise SimulatorFailed(f"the simulators gave no answer to {method} {path}: {why}") from None
        if response.is_success:
            return _read(method, path, response.content)
        raise _refusal(method, path, response)


def _read(method: str, path: str, content: bytes) -> Any:
    try:
        return orjson.loads(content) if content else None
    except orjson.JSONDecodeError as problem:
        raise SimulatorFailed(f"the simulators' answer to {method} {path} is not JSON: {problem}") from None


def _refusal(method: str, path: str, response: httpx2.Response) -> ControlRefused | SimulatorFailed:
    try:
        problem = response.json()
        detail, code = str(problem["detail"]), str(problem["type"]).removeprefix(PROBLEM)
        where = "".join(f"; {error['where']}: {error['what']}" for error in problem.get("errors", ()))
    except (ValueError, KeyError, TypeError):
        return SimulatorFailed(
            f"the simulators answered {response.status_code} to {method} {path}, and no problem document"
        )
    if response.status_code >= 500:
        return SimulatorFailed(f"the simulators failed at {method} {path}: {detail}{where}")
    return ControlRefused(f"{detail}{where}", status=response.status_code, code=code)
