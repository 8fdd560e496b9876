"""The reports over HTTP: as files for spreadsheets, a page at a time, for whoever may see them, and refused."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import Playground, client, playground, problem

from rosterproof_sim.launch import Server

CATALOG = {
    "courses": [
        {"code": "PSM-200", "title": "=Process Safety", "regulation": "29 CFR 1910.119", "validity": {"days": 365}},
        {"code": "ORI-100", "title": "Orientation"},
    ],
    "rules": [
        {
            "rule_id": "psm",
            "course": "PSM-200",
            "audience": {"job_titles": ["team-leader"]},
            "due": {"days": 0, "after": "assignment"},
            "gate": {},
        },
        {"rule_id": "ori", "course": "ORI-100", "audience": {}, "due": {"days": 30, "after": "assignment"}},
    ],
}
REPORTS = (
    "compliance",
    "compliance/people",
    "audit/U0000001",
    "audit/U0000001/days",
    "certification-forecast",
    "license-use",
    "completion-by-department",
    "retention",
    "team-patterns",
    "gate-clearance",
    "gate-clearance/people",
)


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[Playground]:
    """Hedda leads Ada, whose name is a formula, and Bo; Cy leads nobody. Ada passed, Bo is overdue."""
    with playground(server, catalog=CATALOG, contract_mode="strict") as made:
        for who, given, more in (
            ("hedda", "Hedda", {}),
            ("ada", "=2+5", {"family_name": "-Berg", "manager_external_id": "hedda", "job_title": "team-leader"}),
            ("bo", "Bo", {"manager_external_id": "hedda", "job_title": "team-leader", "department": "@home"}),
            ("cy", "Cy", {}),
        ):
            body = {"external_id": who, "username": who, "given_name": given, **more}
            assert made.lms.post("/v1/users", json=body).status_code == 201
        made.post("/learner-actions", {"external_id": "ada", "course": "PSM-200", "action": "pass"})
        made.advance("2026-03-05T09:00:00Z")
        yield made


def report(world: Playground, path: str, **asked: Any) -> httpx2.Response:
    return world.lms.get(f"/v1/reports/{path}", params=asked)


def rows(answer: httpx2.Response) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.text)))


def learner(world: Playground, username: str) -> httpx2.Client:
    url = world.made["systems"]["lms"]["base_url"]
    body = {"username": username, "password": world.made["learner_password"]}
    token = client(url).post("/v1/sessions", json=body).json()["session_token"]
    return client(url, Authorization=f"Bearer {token}")


def test_a_dashboard_leads_down_to_the_person(world: Playground) -> None:
    found = report(world, "compliance", group_by="manager").json()
    assert {row["label"]: (row["people"], row["compliant"]) for row in found["data"]} == {
        "Hedda": (2, 1),
        "No manager": (2, 2),
    }
    (bo,) = report(world, "compliance/people", manager="hedda", compliant="false").json()["data"]
    assert (bo["external_id"], bo["breaches"]) == ("bo", ["PSM-200 overdue"])
    said = report(world, f"audit/{bo['user_id']}").json()
    assert (said["compliant"], said["obligations"][0]["clearance"]) == (False, "barred")


@pytest.mark.parametrize("path", REPORTS)
def test_every_report_is_a_file_too(world: Playground, path: str) -> None:
    answer = report(world, path, format="csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    assert answer.text.splitlines(keepends=True)[0].endswith("\r\n")
    assert len(next(csv.reader(io.StringIO(answer.text)))) > 3


def test_no_name_is_a_formula_in_a_spreadsheet(world: Playground) -> None:
    by_id = {row["external_id"]: row for row in rows(report(world, "compliance/people", format="csv"))}
    assert (by_id["ada"]["given_name"], by_id["ada"]["family_name"]) == ("'=2+5", "'-Berg")
    assert by_id["bo"]["department"] == "'@home"
    assert (by_id["bo"]["compliant"], by_id["bo"]["breaches"]) == ("false", "PSM-200 overdue")
    assert rows(report(world, "gate-clearance", format="csv"))[0]["title"] == "'=Process Safety"
    as_typed = report(world, "compliance/people", external_id="ada").json()["data"][0]
    assert (as_typed["given_name"], as_typed["family_name"]) == ("=2+5", "-Berg")


def test_people_are_read_a_page_at_a_time(world: Playground) -> None:
    whole = report(world, "compliance/people").json()["data"]
    seen, cursor = [], {}
    for _ in range(4):
        page = report(world, "compliance/people", limit=1, **cursor).json()
        seen += page["data"]
        cursor = {"cursor": page["next_cursor"]}
    assert (seen, page["next_cursor"]) == (whole, None)
    assert [each["external_id"] for each in seen] == ["hedda", "ada", "bo", "cy"]
    first = report(world, "compliance/people", limit=1).json()["next_cursor"]
    problem(report(world, "compliance/people", limit=1, cursor=first, compliant="true"), 400, "bad-cursor")
    one = report(world, "gate-clearance/people", limit=1).json()
    other = report(world, "gate-clearance/people", limit=1, cursor=one["next_cursor"]).json()
    assert [each["external_id"] for each in one["data"] + other["data"]] == ["ada", "bo"]
    assert other["next_cursor"] is None


def test_a_manager_sees_the_own_line_only(world: Playground) -> None:
    hedda, cy = learner(world, "hedda"), learner(world, "cy")
    seen = hedda.get("/v1/reports/compliance/people").json()["data"]
    assert [each["external_id"] for each in seen] == ["hedda", "ada", "bo"]
    assert [each["external_id"] for each in cy.get("/v1/reports/compliance/people").json()["data"]] == ["cy"]
    assert hedda.get("/v1/reports/audit/U0000002").status_code == 200
    problem(cy.get("/v1/reports/audit/U0000002"), 404, "not-found")
    assert cy.get("/v1/reports/license-use").json()["in_use"] == 1
    # A session is for these operations and its own, and for no others.
    problem(hedda.get("/v1/users"), 401, "unauthorized")
    hedda.delete("/v1/sessions/current")
    problem(hedda.get("/v1/reports/compliance"), 401, "session-ended")
    url = world.made["systems"]["lms"]["base_url"]
    problem(client(url).get("/v1/reports/compliance"), 401, "unauthorized")


@pytest.mark.parametrize(
    ("path", "asked", "where"),
    [
        ("compliance", {"group_by": "salary"}, "query.group_by"),
        ("compliance", {"on": "2026-02-30"}, "query.on"),
        ("compliance", {"on": "2026-03-07"}, "query.on"),
        ("compliance", {"on": "0000-00-00"}, "query.on"),
        ("compliance", {"known_at": "2026-03-05"}, "query.known_at"),
        ("compliance", {"known_at": "2026-03-05T09:00:01Z"}, "query.known_at"),
        ("compliance", {"on": "2026-03-04", "known_at": "2026-03-02T09:00:00Z"}, "query.on"),
        ("compliance", {"format": "xlsx"}, "query.format"),
        ("compliance", {"departement": "x"}, "query.departement"),
        ("compliance/people", {"compliant": "maybe"}, "query.compliant"),
        ("compliance/people", {"limit": "0"}, "query.limit"),
        ("audit/U0000001", {"on": "2026-03-06"}, "query.on"),
        ("audit/U0000001/days", {"to": "2026-03-06"}, "query.to"),
        ("audit/U0000001/days", {"from": "2025-12-03"}, "query.from"),
        ("audit/U0000001/days", {"from": "2026-03-05", "to": "2026-03-04"}, "query.from"),
        ("certification-forecast", {"months": "0"}, "query.months"),
        ("certification-forecast", {"months": "121"}, "query.months"),
        ("license-use", {"months": "1e3"}, "query.months"),
        ("completion-by-department", {"from": "2026-03-05", "to": "2026-03-04"}, "query.from"),
        ("completion-by-department", {"to": "2026-03-06"}, "query.to"),
        ("retention", {"courses": "NO-1"}, "query.courses"),
        ("team-patterns", {"min_people": "0"}, "query.min_people"),
        ("team-patterns", {"courses": "' or 1=1--"}, "query.courses"),
        ("gate-clearance/people", {"clearance": "allowed"}, "query.clearance"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(
    world: Playground, path: str, asked: dict[str, str], where: str
) -> None:
    answer = problem(report(world, path, **asked), 422, "invalid")
    assert [each["where"] for each in answer["errors"]] == [where]


def test_the_ends_of_the_calendar_are_no_matter(world: Playground) -> None:
    assert report(world, "compliance", on="0001-01-01").json()["total"]["people"] == 0
    assert report(world, "audit/U0000001", on="0001-01-01").json()["compliant"] is None
    assert report(world, "certification-forecast", **{"from": "9999-12-31", "months": 120}).json()["data"] == []
    assert report(world, "completion-by-department", **{"from": "0001-01-01"}).status_code == 200
    problem(report(world, "compliance", known_at="0001-01-01T00:00:00+14:00"), 422, "invalid")
    assert report(world, "compliance", known_at="0001-01-02T00:00:00Z").json()["total"]["people"] == 0
    problem(report(world, "audit/U0000001", known_at="0001-01-02T00:00:00Z"), 404, "not-found")


def test_nobody_of_that_number(world: Playground) -> None:
    problem(report(world, "audit/U9999999"), 404, "not-found")
