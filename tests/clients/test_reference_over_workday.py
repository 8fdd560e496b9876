"""The reference connector reading an HRIS that speaks Workday's SOAP: the LMS comes out as over our own wire."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from contract.playground import Playground, playground

import rosterproof.reference
from rosterproof.reference.cycle import Connector
from rosterproof.reference.memory import Memory
from rosterproof.reference.parts import Parts
from rosterproof.reference.settings import Access, Settings
from rosterproof.reference.wire import Unreachable, Wire
from rosterproof.reference.workday import Workday
from rosterproof_sim.launch import Server, start

NOW = "2026-03-02T09:00:00Z"
#: What is numbered in the order of writing.
UNTOLD = {"user_id", "updated_at", "created_at", "version"}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def worlds(server: Server) -> Iterator[tuple[Playground, Playground]]:
    with playground(server, size=40) as plain, playground(server, size=40, hris="workday") as workday:
        yield plain, workday


def connector(world: Playground, folder: Path, hris: type[Wire], secret: str | None = None) -> Connector:
    folder.mkdir(exist_ok=True)
    file = Path(rosterproof.reference.__file__).with_name("mapping.json")
    mapping: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    made = world.made["systems"]
    access = {
        system: Access(
            url=made[system]["base_url"],
            client_id=made[system]["client_id"],
            client_secret=secret if secret and system == "hris" else made[system]["client_secret"],
            api_key=made[system]["api_key"],
        )
        for system in ("hris", "lms")
    }
    settings = Settings(
        hris=access["hris"],
        lms=access["lms"],
        state=folder / "state",
        mapping_file=file,
        mapping=mapping,
        policy={"pre_hire_access_days": 14},
        port=0,
        webhook_url="http://127.0.0.1:9/webhooks",
    )
    return Connector(settings, Memory(folder / "state"), Parts(), hris=hris)


def users(world: Playground) -> list[dict[str, Any]]:
    rows = [
        {name: value for name, value in user.items() if name not in UNTOLD} for user in world.state()["lms"]["users"]
    ]
    return sorted(rows, key=lambda row: str(row["external_id"]))


def test_the_lms_holds_the_same_people_through_hires_a_move_and_a_leaver(
    worlds: tuple[Playground, Playground], tmp_path: Path
) -> None:
    plain, workday = worlds
    pairs = [
        (plain, connector(plain, tmp_path / "plain", Wire)),
        (workday, connector(workday, tmp_path / "workday", Workday)),
    ]
    people = plain.state()["hris"]["employees"]
    gone = next(row for row in reversed(people) if row["status"] == "active")
    moved = next(row for row in people[1:] if row["status"] == "active")
    for world, reading in pairs:
        reading.cycle(NOW)
        world.hire(title="nurse", department="CLN", location="CHI", given_name="Zoë & <b>", family_name="O'Neil")
        ahead = world.hire(title="nurse", department="CLN", location="CHI", effective_on="2026-03-10")
        on = {"effective_on": "2026-03-01"}
        world.post("/changes", {"kind": "terminated", "employee_id": gone["employee_id"], **on})
        world.post("/changes", {"kind": "promoted", "employee_id": moved["employee_id"], "title": "chief", **on})
        world.advance("2026-03-03T09:00:00Z")
        reading.cycle("2026-03-03T09:00:00Z")
    told = users(workday)
    assert told == users(plain)
    assert len(told) > 20
    assert {row["external_id"]: row["active"] for row in told}[ahead]
    assert [row["active"] for row in told if row["external_id"] == gone["employee_id"]] == [False]


def passed(world: Playground) -> str:
    person = next(user["external_id"] for user in world.state()["lms"]["users"] if user["active"])
    act = {"external_id": person, "course": "PSM-200"}
    user = world.lms.get(f"/v1/users?external_id={person}").json()["data"][0]["user_id"]
    world.lms.post("/v1/enrollments", json={"user_id": user, "course": "PSM-200"})
    world.post("/learner-actions", {**act, "action": "start"})
    world.post("/learner-actions", {**act, "action": "pass", "score": 90})
    return str(person)


def test_a_completion_is_written_back_once(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    first = connector(world, tmp_path / "first", Workday)
    first.cycle(NOW)
    person = passed(world)
    first.cycle(NOW)
    # One that has forgotten everything looks before it writes.
    connector(world, tmp_path / "fresh", Workday).cycle(NOW)
    records = world.state()["hris"]["training_records"]
    assert [(each["employee_id"], each["course"], each["source_id"], each["score"]) for each in records] == [
        (person, "PSM-200", "C0000001", 90)
    ]
    assert records[0]["expires_on"] is not None


def test_an_answer_that_is_lost_is_not_written_twice(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    first = connector(world, tmp_path / "first", Workday)
    first.cycle(NOW)
    passed(world)
    world.arm(kind="drop_answer", system="hris", operation="createTrainingRecord", times=1)
    first.cycle(NOW)
    assert len(world.state()["hris"]["training_records"]) == 1
    assert [each["data"]["dropped"] for each in world.rows("exchange", operation="Manage_Certifications")] == [True]


def test_a_bad_password_is_no_empty_company(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    with pytest.raises(Unreachable, match="invalid username or password"):
        connector(world, tmp_path / "wrong", Workday, secret="wrong").cycle(NOW)


def test_several_pages_are_of_one_moment(
    worlds: tuple[Playground, Playground], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, world = worlds
    monkeypatch.setattr("rosterproof.reference.workday.MOST", 7)
    connector(world, tmp_path / "paged", Workday).cycle(NOW)
    connector(plain, tmp_path / "plain", Wire).cycle(NOW)
    assert users(world) == users(plain)
    moments = {
        each["data"]["request"]["body"]["Get_Workers_Request"]["Response_Filter"].get("As_Of_Entry_DateTime")
        for each in world.rows("exchange", operation="Get_Workers")
    }
    assert moments == {None, "2026-03-02T09:00:00+00:00"}
