"""Every bad input of the table gets its answer: a problem of a stable type, nothing changed, the server well.

The table is in bad_input/, a file for each group; what is no single request is in test_bad_input_stories.py.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from contract import test_bad_input_stories
from contract.bad_input import admission, dates, identity, json_body, lists, text
from contract.bad_input.row import Refused, Row, Taken
from contract.playground import LEADER, Playground, playground, problem
from sqlalchemy import select

from rosterproof_sim.launch import Server
from rosterproof_sim.store.tables import metadata

GROUPS = (json_body.ROWS, text.ROWS, dates.ROWS, identity.ROWS, lists.ROWS, admission.ROWS)
TABLE: tuple[Row, ...] = tuple(row for rows in GROUPS for row in rows)


def cases(part: str) -> list[Any]:
    return [
        pytest.param(case, id=f"{row.id} {number} {getattr(case, 'name', '')}".encode("ascii", "replace").decode())
        for row in TABLE
        for number, case in enumerate(getattr(row, part))
    ]


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[Playground]:
    with playground(server) as held:
        held.lms.post("/v1/users", json=LEADER)
        yield held


@pytest.fixture(scope="module")
def open_world(server: Server) -> Iterator[Playground]:
    """A world that may change."""
    with playground(server) as held:
        held.lms.post("/v1/users", json=LEADER)
        yield held


def digest(world: Playground) -> str:
    """Of every row of the database but the journal, which tells of refusals too; and of what worlds there are."""
    held: dict[str, Any] = {"worlds": [each["name"] for each in world.control.get("/v1/worlds").json()["data"]]}
    with world.stage.world.store.transaction() as db:
        for table in metadata.sorted_tables:
            if table.name != "journal":
                held[table.name] = [tuple(row) for row in db.execute(select(table).order_by(*table.primary_key))]
    return hashlib.sha256(json.dumps(held, default=repr, sort_keys=True).encode()).hexdigest()


@pytest.mark.parametrize("case", cases("refused"))
def test_it_is_refused_and_changes_nothing(world: Playground, case: Refused) -> None:
    before = digest(world)
    body = problem(case.ask(world), case.status, case.code)
    assert case.says in body["detail"]
    assert digest(world) == before
    assert world.control.get("/v1/health").json()["status"] == "ready"


def test_every_refusal_by_a_system_is_one_row_of_the_journal(world: Playground) -> None:
    refused = [case for row in TABLE for case in row.refused if row.id in {"B026", "B036", "B079", "B091"}]
    for case in refused:
        before = world.stage.world.journal.last_sequence()
        answer = case.ask(world)
        if world.made["systems"]["hris"]["base_url"] not in str(answer.url):
            continue
        (row,) = world.stage.world.journal.read(before)
        assert (row.kind, row.data["status"]) == ("exchange", case.status)
        assert row.data["response"]["body"]["type"] == answer.json()["type"]


@pytest.mark.parametrize("case", cases("taken"))
def test_it_is_taken(open_world: Playground, case: Taken) -> None:
    answer = case.ask(open_world)
    assert answer.status_code == case.status, answer.text
    assert open_world.control.get("/v1/health").json()["status"] == "ready"


@pytest.mark.parametrize("name", cases("carried"))
def test_it_comes_back_byte_for_byte(open_world: Playground, name: str) -> None:
    world, size = open_world, len(open_world.state()["hris"]["employees"])
    employee_id = world.hire(given_name=name, family_name=name)
    shown = world.hris.get(f"/v1/employees/{employee_id}").json()
    made = world.lms.post("/v1/users", json={"external_id": name[:64], "given_name": name, "job_title": name})
    found = world.lms.get("/v1/users", params={"external_id": name[:64]}).json()["data"]
    written = world.hris.post(
        f"/v1/employees/{employee_id}/training-records",
        json={"course": name[:64], "completed_at": "2026-03-02T09:00:00Z", "result": "passed", "source_id": name[:64]},
    )
    assert (shown["given_name"], shown["family_name"]) == (name, name)
    assert made.json()["given_name"] == made.json()["job_title"] == name, made.text
    assert made.json()["user_id"] in [each["user_id"] for each in found]
    assert {each["external_id"] for each in found} == {name[:64]}
    assert (written.json()["course"], written.json()["source_id"]) == (name[:64], name[:64])
    assert len(world.state()["hris"]["employees"]) == size + 1


def test_the_table_is_the_list() -> None:
    assert [row.id for row in TABLE] == [f"B{number:03d}" for number in range(24, 96)]


@pytest.mark.parametrize("row", TABLE, ids=[row.id for row in TABLE])
def test_every_row_is_shown_or_says_why_not(row: Row) -> None:
    shown = bool(row.refused or row.taken or row.carried or row.shown_by)
    assert shown != bool(row.not_here)
    for name in row.shown_by:
        assert callable(getattr(test_bad_input_stories, name))
