"""The reference connector over an LMS that is provisioned by SCIM, which ends as one that is spoken to in our words."""

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
from rosterproof.reference.scim import CUSTOM, Scim, changes, record, resource
from rosterproof.reference.settings import Access, Settings
from rosterproof.reference.wire import Unreachable, Wire
from rosterproof_sim.launch import Server, start

NOW = "2026-03-02T09:00:00Z"
SYSTEMS = ("hris", "lms")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def worlds(server: Server) -> Iterator[tuple[Playground, Playground]]:
    with playground(server, size=40) as plain, playground(server, size=40, lms="scim") as scim:
        for world in (plain, scim):
            world.post("/custom-fields", {"field_id": "badge", "label": "Badge", "type": "integer"})
        yield plain, scim


def connector(world: Playground, folder: Path, lms: type[Wire], **wrong: str) -> Connector:
    folder.mkdir(exist_ok=True)
    file = Path(rosterproof.reference.__file__).with_name("mapping.json")
    mapping: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    mapping["fields"].append({"hris": "custom.badge", "lms": "custom.badge"})
    (folder / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
    names = ("client_id", "client_secret", "api_key")
    access = {
        system: Access(
            url=world.made["systems"][system]["base_url"],
            **{name: world.made["systems"][system][name] for name in names} | (wrong if system == "lms" else {}),
        )
        for system in SYSTEMS
    }
    settings = Settings(
        **access,
        state=folder / "state",
        mapping_file=folder / "mapping.json",
        mapping=mapping,
        policy={},
        port=0,
        webhook_url="http://127.0.0.1:9/webhooks",
    )
    return Connector(settings, Memory(folder / "state"), Parts(), lms=lms)


def held(world: Playground) -> dict[str, list[dict[str, Any]]]:
    """What an LMS holds. Versions count requests, of which one may be two of ours; a custom field of null is none."""
    state = world.state()["lms"]
    untold = {"version", "updated_at"}
    users = [{name: value for name, value in each.items() if name not in untold} for each in state["users"]]
    for each in users:
        each["custom"] = {name: value for name, value in each["custom"].items() if value is not None}
    return {"users": users, "enrollments": state["enrollments"], "certifications": state["certifications"]}


def test_the_lms_ends_the_same_through_a_working_life(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    pairs = [
        (worlds[0], connector(worlds[0], tmp_path / "plain", Wire)),
        (worlds[1], connector(worlds[1], tmp_path / "scim", Scim)),
    ]
    active = [each for each in worlds[0].state()["hris"]["employees"] if each["status"] == "active"]
    gone, moved, renamed = active[-1]["employee_id"], active[1]["employee_id"], active[2]["employee_id"]
    for world, connecting in pairs:
        connecting.cycle(NOW)
        on = {"effective_on": "2026-03-03"}
        chief = world.hire(title="nurse", department="CLN", location="CHI", given_name="Zoë", family_name="O'Neil")
        for change in (
            {"kind": "terminated", "employee_id": gone, **on},
            {"kind": "promoted", "employee_id": moved, "title": "team-leader", **on},
            {"kind": "transferred", "employee_id": moved, "department": "WHS", "manager_id": chief, **on},
            {"kind": "renamed", "employee_id": renamed, "given_name": "Bo", "family_name": None, **on},
            {"kind": "custom_fields_changed", "employee_id": renamed, "custom": {"badge": 42}, **on},
        ):
            world.post("/changes", change)
        world.advance("2026-03-05T09:00:00Z")
        connecting.cycle("2026-03-05T09:00:00Z")
        assert [each["active"] for each in world.state()["lms"]["users"] if each["external_id"] == gone] == [False]
        back = {"title": "nurse", "department": "CLN", "location": "CHI", "effective_on": "2026-03-06"}
        world.post("/changes", {"kind": "rehired", "employee_id": gone, **back})
        world.post(
            "/changes", {"kind": "custom_fields_changed", "employee_id": renamed, "custom": {"badge": None}, **on}
        )
        world.advance("2026-03-07T09:00:00Z")
        connecting.cycle("2026-03-07T09:00:00Z")
    plain, scim = held(worlds[0]), held(worlds[1])
    assert [each for each in scim["users"] if each not in plain["users"]] == []
    assert scim == plain
    by_id = {each["external_id"]: each for each in scim["users"]}
    assert by_id[gone]["active"] is True
    assert (by_id[moved]["department"], by_id[moved]["manager_external_id"]) == ("Warehouse", by_id_of(scim, "Zoë"))
    assert by_id[renamed]["family_name"] is None
    assert len(by_id) > 20


def by_id_of(state: dict[str, list[dict[str, Any]]], given_name: str) -> str:
    return next(str(each["external_id"]) for each in state["users"] if each["given_name"] == given_name)


def test_a_cycle_with_nothing_to_do_writes_nothing(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    first = connector(world, tmp_path, Scim)
    first.cycle(NOW)
    before = world.state()["lms"]["users"]
    first.cycle(NOW)
    assert world.state()["lms"]["users"] == before
    assert len(before) > 20
    rows = [row["data"] for row in world.rows("exchange", system="lms")]
    assert len([row for row in rows if row["method"] == "POST" and row["path"].endswith("/Users")]) == len(before)
    assert [row for row in rows if row["operation"] == "patchScimUser"] == []


def test_a_lost_answer_makes_no_second_account(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    fault = world.arm(kind="drop_answer", system="lms", operation="createUser")
    connecting = connector(world, tmp_path, Scim)
    connecting.cycle(NOW)
    assert world.fired()[fault] > 0
    ids = [each["external_id"] for each in world.state()["lms"]["users"]]
    assert len(ids) == len(set(ids)) > 20
    assert list(connecting.complaints.listed()) == []


def test_a_bad_credential_is_no_empty_lms(worlds: tuple[Playground, Playground], tmp_path: Path) -> None:
    _, world = worlds
    with pytest.raises(Unreachable):
        connector(world, tmp_path, Scim, client_secret="wrong").cycle(NOW)
    assert world.state()["lms"]["users"] == []


def test_a_profile_goes_to_the_standard_and_back() -> None:
    profile = {
        "external_id": "E0000042",
        "username": "E0000042",
        "given_name": "Ada",
        "family_name": None,
        "email": "ada@example.com",
        "manager_external_id": "E0000007",
        "hire_date": "2026-03-02",
        "custom": {"badge": 42, "licensed": True, "shift": "true"},
    }
    told = record({"id": "U0000001", **resource(profile)}, {"U0000007": "E0000007"})
    assert {name: told[name] for name in profile} == profile
    assert list(changes({"manager_external_id": None, "custom": {"badge": None}})) == [
        {"op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"},
        {"op": "remove", "path": f'{CUSTOM}[name eq "badge"]'},
    ]
