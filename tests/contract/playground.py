"""A world to play in over real HTTP: what the contract tests ask of a running server."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from rosterproof_sim.launch import Server
from rosterproof_sim.web.stage import Stage

CATALOG = {
    "courses": [
        {"code": "PSM-200", "title": "Process Safety", "validity": {"days": 365}, "window_days": 60, "pass_score": 80},
        {"code": "FIRE-101", "title": "Fire Safety"},
        {"code": "LIFT-120", "title": "Forklift", "kind": "classroom", "max_attempts": 3},
        {"code": "CODE-500", "title": "Code of conduct", "kind": "attestation", "statement": "I have read it."},
        {"code": "BLS-270", "title": "Basic life support", "kind": "external", "validity": {"months": 24}},
    ],
    "rules": [
        {
            "rule_id": "psm",
            "course": "PSM-200",
            "audience": {"job_titles": ["team-leader"], "departments": ["Warehouse"]},
            "due": {"days": 30, "after": "assignment"},
        }
    ],
    "paths": [{"path": "FIRST", "title": "First weeks", "courses": ["PSM-200", "FIRE-101"], "ordered": True}],
    "groups": [{"group": "first-aiders", "title": "First aiders"}],
}
START = "2026-03-02T09:00:00Z"
ADA = {"external_id": "E0000042", "username": "ada", "given_name": "Ada", "family_name": "Berg"}
LEADER = {**ADA, "job_title": "team-leader", "department": "Warehouse", "hire_date": "2024-05-13"}

_numbers = itertools.count(1)


def client(url: str, **headers: str) -> httpx2.Client:
    # Nothing here speaks TLS, and reading the machine's certificates for every client would take most of the time.
    return httpx2.Client(base_url=url, headers=headers, trust_env=False, verify=False, timeout=30)


class Playground:
    """One world, its control plane, and an authorized client for each of its systems."""

    def __init__(self, server: Server, made: dict[str, Any]) -> None:
        self.server = server
        self.name: str = made["name"]
        self.made = made
        self.control = client(server.control_url, Authorization=f"Bearer {server.token}")
        self.hris = self.of("hris")
        self.lms = self.of("lms")

    @property
    def stage(self) -> Stage:
        """The same world from the inside, for what cannot be brought about over the wire."""
        return self.server._house.find(self.name).stage

    def of(self, system: str) -> httpx2.Client:
        access = self.made["systems"][system]
        return client(access["base_url"], **{"X-Api-Key": access["api_key"]})

    def url(self, path: str = "") -> str:
        return f"/v1/worlds/{self.name}{path}"

    def hire(self, **fields: Any) -> str:
        change = {"kind": "hired", "given_name": "Ada", "effective_on": "2026-03-02", **fields}
        return str(self.post("/changes", change)["change"]["employee_id"])

    def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        answer = self.control.post(self.url(path), json=body)
        assert answer.is_success, answer.text
        return dict(answer.json()) if answer.content else {}

    def arm(self, **fault: Any) -> str:
        return str(self.post("/faults", fault)["fault_id"])

    def fired(self) -> dict[str, int]:
        rows = self.control.get(self.url("/faults")).json()["data"]
        return {row["fault_id"]: row["fired"] for row in rows}

    def advance(self, to: str) -> None:
        self.post("/clock/advance", {"to": to})

    def settled(self) -> dict[str, Any]:
        answer = self.control.get(self.url("/quiescence")).json()
        assert answer["quiet"], answer
        return dict(answer)

    def rows(self, kind: str | None = None, **wanted: Any) -> list[dict[str, Any]]:
        """The journal rows of a kind whose data has what is wanted."""
        rows = self.control.get(self.url("/journal"), params={"limit": 5000}).json()["data"]
        return [
            row
            for row in rows
            if kind in (None, row["kind"]) and all(row["data"].get(name) == value for name, value in wanted.items())
        ]

    def state(self) -> dict[str, Any]:
        """What both systems hold; the position of the journal is none of it."""
        state = dict(self.control.get(self.url("/state")).json())
        state.pop("journal_sequence")
        return state


@contextmanager
def playground(server: Server, **spec: Any) -> Iterator[Playground]:
    """Make a world and end it again."""
    body = {"name": f"world-{next(_numbers)}", "seed": 7, "size": 10, "start": START, "catalog": CATALOG, **spec}
    control = client(server.control_url, Authorization=f"Bearer {server.token}")
    made = control.post("/v1/worlds", json=body)
    assert made.status_code == 201, made.text
    try:
        yield Playground(server, made.json())
    finally:
        control.delete(f"/v1/worlds/{body['name']}")


def problem(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """Hold an answer to what every refusal must be, and return it."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = dict(answer.json())
    assert body["type"] == f"urn:rosterproof:problem:{code}", body
    assert body["status"] == status
    assert "Traceback" not in answer.text
    return body
