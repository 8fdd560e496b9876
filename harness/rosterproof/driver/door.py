"""The LMS's front door, as a learner stands before it: sign in, be let in again, or be refused."""

import httpx2

from rosterproof.driver.simulators import Simulators
from rosterproof.errors import SimulatorFailed


class LearnerDoor:
    """Signs people in by password, and tries sessions that were opened earlier."""

    def __init__(self, simulators: Simulators, base_url: str, password: str) -> None:
        self._simulators = simulators
        # No TLS here: reading the machine's certificates would only cost time.
        self._client = httpx2.Client(base_url=base_url, trust_env=False, verify=False, timeout=60)
        self._password = password

    def sign_in(self, username: str) -> str | None:
        """The token of a new session; None where the LMS refuses."""
        response = self._ask("POST", json={"username": username, "password": self._password})
        return str(response.json()["session_token"]) if response.is_success else None

    def lets_in(self, token: str) -> bool:
        """Whether a session is still open."""
        return self._ask("GET", "/current", headers=_bearer(token)).is_success

    def sign_out(self, token: str) -> None:
        """End a session."""
        self._ask("DELETE", "/current", headers=_bearer(token))

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _ask(self, method: str, path: str = "", **request: object) -> httpx2.Response:
        try:
            response = self._client.request(method, f"v1/sessions{path}", **request)  # type: ignore[arg-type]
        except httpx2.HTTPError as problem:
            self._simulators.check_alive(2)
            raise SimulatorFailed(f"the LMS gave no answer to a learner's sign-in: {problem}") from None
        if response.status_code >= 500:
            raise SimulatorFailed(f"the LMS answered {response.status_code} to a learner's sign-in")
        return response


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
