"""Two companies in one server, alike in ids, names and emails, each marked with a canary that the other must not see.

Threads mix requests to both on the same listener and the same connections. Every byte of every answer, its headers
too, is searched for the other company's canary; what one may not do in the other is asked as well, and must be refused.
"""

import hashlib
import http.client
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from contract.playground import START, Playground
from sqlalchemy import select

from rosterproof_sim.domain.words.changes import Renamed
from rosterproof_sim.store.tables import metadata

Twins = tuple[Playground, Playground]
CANARIES = ("Kanarienvogel", "Serinusflava")
PEOPLE = 60
_THREADS = 4
#: After so many requests both companies go back to where they began, so that their journals stay small.
_ROUND = 10_000
_JSON = {"Content-Type": "application/json"}


@dataclass(slots=True)
class Report:
    """What a run saw. `shown`: answers with the canary of the company asked; without those, silence proves nothing."""

    requests: int = 0
    shown: list[int] = field(default_factory=lambda: [0, 0])
    foreign_refused: int = 0
    leaks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Report") -> None:
        """Take in what another thread saw."""
        self.requests += other.requests
        self.shown = [mine + theirs for mine, theirs in zip(self.shown, other.shown, strict=True)]
        self.foreign_refused += other.foreign_refused
        self.leaks += other.leaks
        self.wrong += other.wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class _Request:
    system: str
    method: str
    path: str
    expected: tuple[int, ...]
    body: dict[str, Any] | None = None


def prove(worlds: Twins, requests: int, progress: Callable[[int], None] = lambda _: None) -> Report:
    """Mark both worlds and mix so many requests to them. They have one seed, one size, and the shared listener."""
    for world, canary in zip(worlds, CANARIES, strict=True):
        _mark(world, canary)
        world.post("/snapshots", {"name": "marked"})
    report = Report()
    for first in range(0, requests, _ROUND):
        count = min(_ROUND, requests - first)
        with ThreadPoolExecutor(_THREADS) as pool:
            parts = [range(first + thread, first + count, _THREADS) for thread in range(_THREADS)]
            for seen in pool.map(lambda numbers: _mixed(worlds, numbers), parts):
                report.add(seen)
        for index, world in enumerate(worlds):
            report.leaks += _kept(world, CANARIES[1 - index])
            world.post("/snapshots/marked/restore")
        progress(first + count)
    return report


def _mark(world: Playground, canary: str) -> None:
    """Put the canary into every person, user, record and webhook of a world."""
    inside = world.stage.world
    for number in range(1, PEOPLE + 1):
        whom = f"E{number:07d}"
        shown = inside.hris.employee(whom)
        name = f"{shown.given_name} {canary}"
        if shown.status != "terminated":
            day = inside.clock.today()
            renamed = Renamed(employee_id=whom, given_name=name, family_name=shown.family_name, effective_on=day)
            inside.hris.record(renamed)
        user = {"external_id": whom, "username": whom.lower(), "given_name": name, "email": shown.email}
        job = {"job_title": "team-leader", "department": "Warehouse"}
        made = world.lms.post("/v1/users", json={**user, **job})
        assert made.status_code == 201, made.text
        written = world.hris.post(f"/v1/employees/{whom}/training-records", json=_record(canary, number))
        assert written.status_code == 201, written.text


def _record(canary: str, number: int) -> dict[str, Any]:
    return {"course": "PSM-200", "completed_at": START, "result": "passed", "source_id": f"{canary}-{number}"}


def _request(number: int, canary: str) -> _Request:
    """What the n-th request asks: drawn by hashing, the same for both worlds but for the canary in what it writes."""
    digest = hashlib.sha256(str(number).encode()).digest()
    person = 1 + int.from_bytes(digest[1:3], "big") % PEOPLE
    employee, user, page = f"E{person:07d}", f"U{person:07d}", 1 + digest[3] % 5
    reads = (
        ("hris", f"/v1/employees/{employee}"),
        ("hris", f"/v1/employees?limit={page}"),
        ("hris", f"/v1/employees?limit={page}&department=WHS"),
        ("hris", f"/v1/employees/{employee}/training-records"),
        ("hris", f"/v1/employees/{employee}/job-history"),
        ("hris", f"/v1/employees/{employee}/compliance-status"),
        ("hris", f"/v1/changes?limit={page}&after={person}"),
        ("lms", f"/v1/users/{user}"),
        ("lms", f"/v1/users?external_id={employee}"),
        ("lms", f"/v1/users?limit={page}"),
        ("lms", f"/v1/enrollments?user_id={user}"),
        ("lms", f"/v1/completions?limit={page}"),
    )
    kind = digest[0]
    if kind < 192:
        system, path = reads[kind % len(reads)]
        return _Request(system=system, method="GET", path=path, expected=(200,))
    if kind < 208:
        missing = f"/v1/employees/E9{person:06d}"
        return _Request(system="hris", method="GET", path=missing, expected=(404,))
    if kind < 224:
        body = {"given_name": f"Ada {canary} {number}"}
        return _Request(system="lms", method="PATCH", path=f"/v1/users/{user}", expected=(200,), body=body)
    if kind < 240:
        path = f"/v1/employees/{employee}/training-records"
        return _Request(system="hris", method="POST", path=path, expected=(201,), body=_record(canary, number))
    body = {"external_id": employee, "username": "e0000001", "given_name": canary}
    return _Request(system="lms", method="POST", path="/v1/users", expected=(409,), body=body)


def _mixed(worlds: Twins, numbers: range) -> Report:
    """Send some of the requests, on one connection to both worlds."""
    report = Report()
    line = http.client.HTTPConnection(urlsplit(worlds[0].server.shared_url).netloc, timeout=60)
    for number in numbers:
        index = hashlib.sha256(f"world {number}".encode()).digest()[0] % 2
        # One request in sixteen brings the credentials of the other world.
        foreign = number % 16 == 0
        asked = _request(number, CANARIES[index])
        status, told = _send(line, worlds[index], asked, worlds[1 - index] if foreign else worlds[index])
        report.requests += 1
        if CANARIES[1 - index].encode() in told:
            report.leaks.append(f"{number}: {asked.method} {asked.path} in {worlds[index].name} told {told[:300]!r}")
        if foreign:
            report.foreign_refused += status == 401
        report.shown[index] += CANARIES[index].encode() in told
        if status not in ((401,) if foreign else asked.expected):
            report.wrong.append(f"{number}: {asked.method} {asked.path} was answered {status}: {told[-300:]!r}")
    line.close()
    return report


def _send(
    line: http.client.HTTPConnection, world: Playground, asked: _Request, bearer: Playground
) -> tuple[int, bytes]:
    headers = {"X-Api-Key": bearer.made["systems"][asked.system]["api_key"]}
    content = None
    if asked.body is not None:
        content, headers = json.dumps(asked.body).encode(), headers | _JSON
    line.request(asked.method, f"/w/{world.name}/{asked.system}{asked.path}", body=content, headers=headers)
    answer = line.getresponse()
    return answer.status, str(answer.getheaders()).encode() + answer.read()


def _kept(world: Playground, canary: str) -> Iterator[str]:
    """Search every row of a world's database, its journal too, for the other's canary."""
    with world.stage.world.store.transaction() as db:
        for table in metadata.sorted_tables:
            for row in db.execute(select(table)):
                if canary in repr(tuple(row)):
                    yield f"{world.name} keeps in {table.name}: {repr(tuple(row))[:300]}"
