"""Filtered, sorted and cut-down lists over HTTP: what they show, and what they refuse."""

from collections.abc import Iterator

import httpx2
import pytest
from contract.playground import LEADER, Playground, playground, problem

from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.launch import Server

FILTER = 'status eq "active" and (department in ("WHS", "CLN") or hire_date ge 2025-01-01)'


@pytest.fixture(scope="module")
def company(server: Server) -> Iterator[Playground]:
    with playground(server, size=40, contract_mode="strict") as world:
        yield world


def employees(world: Playground, **params: str | int) -> httpx2.Response:
    return world.hris.get("/v1/employees", params=params)


def test_a_filter_shows_whom_it_means_and_nobody_else(company: Playground) -> None:
    everybody = employees(company, limit=200).json()["data"]
    meant = [
        row
        for row in everybody
        if row["status"] == "active" and (row["department"] in ("WHS", "CLN") or row["hire_date"] >= "2025-01-01")
    ]
    assert 0 < len(meant) < len(everybody)
    assert employees(company, limit=200, filter=FILTER).json()["data"] == meant


def test_a_filter_a_sort_and_a_parameter_hold_together_on_every_page(company: Playground) -> None:
    asked = {"filter": FILTER, "sort": "-hire_date", "status": "active", "fields": "employee_id,hire_date"}
    whole = employees(company, limit=200, **asked).json()["data"]
    body = employees(company, limit=3, **asked).json()
    seen = body["data"]
    while body["next_cursor"]:
        body = employees(company, limit=3, cursor=body["next_cursor"], **asked).json()
        seen += body["data"]
    assert seen == whole
    assert [list(row) for row in seen] == [["employee_id", "hire_date"]] * len(seen)
    assert [row["hire_date"] for row in seen] == sorted((row["hire_date"] for row in seen), reverse=True)


def test_what_is_wrong_with_a_filter_is_said_with_its_position(company: Playground) -> None:
    answer = problem(employees(company, filter='status eq "actives"'), 400, "invalid-filter")
    assert answer["errors"] == [
        {"where": "query.filter", "what": 'position 11: status is never "actives"; did you mean active'}
    ]


@pytest.mark.parametrize(
    "text", ["' or 1=1--", '"', "(" * 5000, 'title eq "' + "x" * 10_240, " or ".join(["title pr"] * 500)]
)
def test_a_filter_that_is_none_or_too_much(company: Playground, text: str) -> None:
    problem(employees(company, filter=text), 400, "invalid-filter")


@pytest.mark.parametrize("sort", ["salary", "+title", "--title", "title,location", ";drop", "TITLE", ""])
def test_a_sort_that_is_none(company: Playground, sort: str) -> None:
    answer = problem(employees(company, sort=sort), 422, "invalid")
    assert answer["errors"][0]["where"] == "query.sort"


def test_a_field_that_is_none_is_told_the_nearest(company: Playground) -> None:
    for answer in (employees(company, fields="titles"), company.hris.get("/v1/employees/E0000001?fields=titles")):
        assert "did you mean title" in problem(answer, 422, "invalid")["detail"]


def test_one_employee_shows_the_fields_asked_for(company: Playground) -> None:
    whole = company.hris.get("/v1/employees/E0000001").json()
    some = company.hris.get("/v1/employees/E0000001?fields=title,employee_id").json()
    assert some == {name: whole[name] for name in ("employee_id", "title")}


def test_one_as_of_a_day_shows_the_fields_asked_for(company: Playground) -> None:
    assert company.hris.get("/v1/employees/E0000001?fields=hire_date&as_of=2020-01-01").json().keys() == {"hire_date"}


def test_users_are_filtered_sorted_and_cut_down_too(strict_world: Playground) -> None:
    for number, name in enumerate(["Ada", "Bo", "Cy"]):
        user = {"external_id": f"E000004{number}", "username": name, "given_name": name, "family_name": None}
        strict_world.lms.post("/v1/users", json={**LEADER, **user})
    asked = {"filter": 'not username eq "Bo" and family_name eq null', "sort": "-given_name", "fields": "username"}
    answer = strict_world.lms.get("/v1/users", params=asked)
    assert answer.json() == {"data": [{"username": "Cy"}, {"username": "Ada"}], "next_cursor": None}


@pytest.mark.parametrize(
    ("name", "schema", "word"), [("hris/core.yaml", "Employee", Employee), ("lms/core.yaml", "User", User)]
)
def test_the_contract_asks_for_every_field_where_none_was_asked_for(name: str, schema: str, word: type) -> None:
    schemas = contract(name).document["components"]["schemas"]
    assert set(schemas[schema]["required"]) == set(schemas[f"{schema}Fields"]["properties"])
    assert set(schemas[schema]["required"]) == set(word.__dataclass_fields__)  # type: ignore[attr-defined]
