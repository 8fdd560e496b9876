"""The reference connector reading an HRIS that speaks BambooHR: the LMS comes out as over our own wire."""

import hmac
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from contract.playground import Playground, playground

import rosterproof.reference
from rosterproof.reference.bamboohr import BambooHr, taken
from rosterproof.reference.cycle import Connector
from rosterproof.reference.memory import Memory
from rosterproof.reference.parts import Parts
from rosterproof.reference.settings import Access, Settings
from rosterproof.reference.wire import Unreachable, Wire
from rosterproof_sim.launch import Server, start

NOW = "2026-03-02T09:00:00Z"
#: What the wire does not tell, and what is numbered in the order of writing.
UNTOLD = {"time_zone", "user_id", "updated_at", "created_at", "version"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def worlds(server: Server) -> Iterator[tuple[Playground, Playground]]:
    with playground(server, size=40) as plain, playground(server, size=40, hris="bamboohr") as bamboo:
        yield plain, bamboo


def connector(world: Playground, folder: Path, hris: type[Wire], key: str | None = None) -> Connector:
    file = Path(rosterproof.reference.__file__).with_name("mapping.json")
    mapping: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    mapping["fields"] = [field for field in mapping["fields"] if field["hris"] not in UNTOLD]
    (folder / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
    access = {
        system: Access(
            url=world.made["systems"][system]["base_url"],
            client_id=world.made["systems"][system]["client_id"],
            client_secret=world.made["systems"][system]["client_secret"],
            api_key=key or world.made["systems"][system]["api_key"],
        )
        for system in ("hris", "lms")
    }
    settings = Settings(
        hris=access["hris"],
        lms=access["lms"],
        state=folder / "state",
        mapping_file=folder / "mapping.json",
        mapping=mapping,
        policy={},
        port=0,
        webhook_url="http://127.0.0.1:9/webhooks",
    )
    return Connector(settings, Memory(folder / "state"), Parts(), hris=hris)


def users(world: Playground) -> list[dict[str, Any]]:
    rows = [
        {name: value for name, value in user.items() if name not in UNTOLD} for user in world.state()["lms"]["users"]
    ]
    return sorted(rows, key=lambda row: str(row["external_id"]))


def test_the_lms_holds_the_same_people_through_a_hire_a_move_and_a_leaver(
    worlds: tuple[Playground, Playground], tmp_path: Path
) -> None:
    plain, bamboo = worlds
    (tmp_path / "plain").mkdir()
    (tmp_path / "bamboo").mkdir()
    pairs = [
        (plain, connector(plain, tmp_path / "plain", Wire)),
        (bamboo, connector(bamboo, tmp_path / "bamboo", BambooHr)),
    ]
    gone = next(row for row in reversed(plain.state()["hris"]["employees"]) if row["status"] == "active")
    moved = next(row for row in plain.state()["hris"]["employees"][1:] if row["status"] == "active")
    for world, reading in pairs:
        reading.cycle(NOW)
        world.hire(title="nurse", department="CLN", location="CHI", given_name="Zoë", family_name="O'Neil")
        on = {"effective_on": "2026-03-01"}
        world.post("/changes", {"kind": "terminated", "employee_id": gone["employee_id"], **on})
        world.post("/changes", {"kind": "promoted", "employee_id": moved["employee_id"], "title": "chief", **on})
        world.advance("2026-03-03T09:00:00Z")
        reading.cycle("2026-03-03T09:00:00Z")
    told = users(bamboo)
    assert told == users(plain)
    assert len(told) > 20
    assert [row["active"] for row in told if row["external_id"] == gone["employee_id"]] == [False]


def test_a_completion_is_written_back_once(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    first = connector(world, tmp_path, BambooHr)
    first.cycle(NOW)
    person = next(user["external_id"] for user in world.state()["lms"]["users"] if user["active"])
    act = {"external_id": person, "course": "PSM-200"}
    user = world.lms.get(f"/v1/users?external_id={person}").json()["data"][0]["user_id"]
    world.lms.post("/v1/enrollments", json={"user_id": user, "course": "PSM-200"})
    world.post("/learner-actions", {**act, "action": "start"})
    world.post("/learner-actions", {**act, "action": "pass", "score": 90})
    first.cycle(NOW)
    # One that has forgotten everything looks before it writes.
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    connector(world, fresh, BambooHr).cycle(NOW)
    records = world.state()["hris"]["training_records"]
    assert [(each["employee_id"], each["course"], each["source_id"]) for each in records] == [
        (person, "PSM-200", "C0000001")
    ]


def test_a_bad_key_is_no_empty_company(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    with pytest.raises(Unreachable):
        connector(world, tmp_path, BambooHr, key="wrong").subscribe()


def test_only_a_genuine_and_fresh_webhook_is_taken() -> None:
    body, key = b'{"type":"employee.updated","data":{"employeeId":"204"}}', "0123456789abcdef0123456789abcdef"
    signature = hmac.new(key.encode(), body + b"1769884920", sha256).hexdigest()
    headers = {"x-bamboohr-timestamp": "1769884920", "x-bamboohr-signature": signature}
    told = taken(key, headers, body, 1769884950)
    assert told is not None
    assert told[1]["data"] == {"employee_id": "E0000204"}
    assert taken(key, headers, body + b" ", 1769884950) is None
    assert taken(key, headers, body, 1769889950) is None
    assert taken("other", headers, body, 1769884950) is None
