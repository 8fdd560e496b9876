"""Employee feeds as a connector reads them over HTTP."""

import csv
import io
from hashlib import sha256
from typing import Any

import pytest
from contract.playground import Playground, problem

DAILY = {"kind": "full", "at": "06:00", "time_zone": "America/Chicago"}


def test_a_file_is_listed_and_downloaded_and_not_sent_twice(strict_world: Playground) -> None:
    world = strict_world
    name = "=cmd|'/c calc'!A1, \"Ada\"\r\n"
    hired = world.hire(given_name=name)
    feed = world.post("/feeds", DAILY)
    assert feed["next_drop"] == "2026-03-02T12:00:00Z"
    assert world.hris.get("/v1/feeds").json()["data"] == [feed]
    path = f"/v1/feeds/{feed['feed_id']}/drops"
    assert world.hris.get(path).json() == {"data": [], "next_after": 0, "has_more": False}
    world.advance("2026-03-04T09:00:00Z")
    first, second = world.hris.get(path).json()["data"]
    assert [each["dropped_at"] for each in (first, second)] == ["2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z"]
    assert world.hris.get(f"{path}?after={first['sequence']}").json()["data"] == [second]
    answer = world.hris.get(f"{path}/{first['drop_id']}")
    assert answer.headers["Content-Type"] == "text/csv"
    assert (len(answer.content), sha256(answer.content).hexdigest()) == (first["bytes"], first["sha256"])
    rows = list(csv.DictReader(io.StringIO(answer.content.decode(), newline=""), strict=True))
    assert len(rows) == first["rows"]
    assert {row["employee_id"]: row for row in rows}[hired]["given_name"] == name
    again = world.hris.get(f"{path}/{first['drop_id']}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_of_another_feed_or_of_none_is_not_found(world: Playground) -> None:
    one, two = world.post("/feeds", DAILY)["feed_id"], world.post("/feeds", DAILY)["feed_id"]
    world.advance("2026-03-03T09:00:00Z")
    for path in (f"{two}/drops/D0000001", f"{one}/drops/D0000009", "R0000099/drops", "R0000099/drops/D0000001"):
        problem(world.hris.get(f"/v1/feeds/{path}"), 404, "not-found")
    assert world.control.delete(world.url(f"/feeds/{one}")).status_code == 204
    problem(world.hris.get(f"/v1/feeds/{one}/drops"), 404, "not-found")
    problem(world.control.delete(world.url(f"/feeds/{one}")), 404, "not-found")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "full"},
        {"kind": "some", "at": "06:00"},
        {"kind": "full", "at": "6:00"},
        {"kind": "full", "at": "24:00"},
        {"kind": "full", "at": "06:00", "every_hours": 1},
        {"kind": "full", "every_hours": 0},
        {"kind": "full", "every_hours": 1, "time_zone": "UTC"},
        {"kind": "full", "at": "06:00", "time_zone": "Mars/Olympus"},
        {"kind": "full", "at": "06:00", "columns": ["salary"]},
    ],
)
def test_a_schedule_that_cannot_be_kept(world: Playground, body: Any) -> None:
    before = world.rows()
    problem(world.control.post(world.url("/feeds"), json=body), 422, "invalid")
    assert world.rows() == before
