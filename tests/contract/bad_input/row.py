"""The shape of the bad-input table: one row for each input of the list, with the answer that the list states."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpx2
from contract.playground import START, Playground

JSON = {"Content-Type": "application/json"}
USERS = "/v1/users"
RECORDS = "/v1/employees/E0000001/training-records"
STATUS = "/v1/employees/E0000001/compliance-status"

Ask = Callable[[Playground], httpx2.Response]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A request that gets a problem document of one type, and changes nothing."""

    name: str
    ask: Ask
    status: int = 422
    code: str = "invalid"
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A request that the list leaves open, or wants accepted: it is, and the server lives on."""

    name: str
    ask: Ask
    status: int = 201


@dataclass(frozen=True, kw_only=True)
class Row:
    """One input of the list. What cannot be asked of our contracts is named in `not_here`, with the reason."""

    id: str
    what: str
    refused: tuple[Refused, ...] = ()
    taken: tuple[Taken, ...] = ()
    #: Texts that come back byte for byte.
    carried: tuple[str, ...] = ()
    #: The tests in test_bad_input_stories.py that show what is no single request.
    shown_by: tuple[str, ...] = ()
    not_here: str = ""


def short(value: Any) -> str:
    """A name for a value in a test's id."""
    text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
    return text.encode("ascii", "backslashreplace").decode()[:40] or "nothing"


def each(
    ask: Callable[[Any], Ask], values: Iterable[Any], status: int = 422, code: str = "invalid", says: str = ""
) -> tuple[Refused, ...]:
    """The same answer for each of several values."""
    return tuple(Refused(name=short(value), ask=ask(value), status=status, code=code, says=says) for value in values)


def raw_user(body: bytes) -> Ask:
    return lambda world: world.lms.post(USERS, content=body, headers=JSON)


def user(**fields: Any) -> Ask:
    """Create an LMS user; what is not said is good."""
    return raw_user(json.dumps({"external_id": "x-1", "given_name": "X", **fields}).encode())


def patch(**fields: Any) -> Ask:
    return lambda world: world.lms.patch(f"{USERS}/U0000001", content=json.dumps(fields), headers=JSON)


def raw_change(body: bytes) -> Ask:
    return lambda world: world.control.post(world.url("/changes"), content=body, headers=JSON)


def hire(**fields: Any) -> Ask:
    """Let HR hire someone."""
    return change(**{"kind": "hired", "given_name": "X", "effective_on": "2026-03-02", **fields})


def change(**fields: Any) -> Ask:
    return raw_change(json.dumps(fields).encode())


def record(**fields: Any) -> Ask:
    """Write a training record back."""
    body = {"course": "PSM-200", "completed_at": START, "result": "passed", "source_id": "C1", **fields}
    return lambda world: world.hris.post(RECORDS, content=json.dumps(body), headers=JSON)


def status(**fields: Any) -> Ask:
    """Write a compliance status back."""
    body = {"status": "due", "as_of": START, "open_courses": [], **fields}
    return lambda world: world.hris.put(STATUS, content=json.dumps(body), headers=JSON)


def control(method: str, path: str, body: Any = None) -> Ask:
    """Ask the control plane something of this world."""
    content = None if body is None else json.dumps(body).encode()
    return lambda world: world.control.request(method, world.url(path), content=content, headers=JSON)


def new_world(**fields: Any) -> Ask:
    body = {"name": "never-made", "seed": 7, "size": 10, "start": START, **fields}
    return lambda world: world.control.post("/v1/worlds", content=json.dumps(body), headers=JSON)


def hris(path: str) -> Ask:
    return lambda world: world.hris.get(path)


def lms(path: str) -> Ask:
    return lambda world: world.lms.get(path)
