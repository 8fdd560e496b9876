"""Pages of a list while people come, go and change between them."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from unit.test_filter import DAYS, NOW, TEXTS, employee

from rosterproof_sim.dialect import Asked
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import people, tables
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.people import EmployeeFilter
from rosterproof_sim.web.listing import Listing, listed
from rosterproof_sim.web.problem import Problem

EMPLOYEES = Listing(word=Employee, key="employee_id")
SORTS = ["employee_id", "given_name", "family_name", "department", "hire_date", "last_day", "updated_at"]


class Company:
    """Rows that are put, changed and deleted at will, and the list over them as the wire has it."""

    def __init__(self) -> None:
        self.store = Store()
        self.rows: dict[str, Employee] = {}

    def put(self, row: Employee) -> None:
        self.rows[row.employee_id] = row
        with self.store.transaction() as db:
            people.put(db, [row])

    def drop(self, row: Employee) -> None:
        del self.rows[row.employee_id]
        with self.store.transaction() as db:
            db.execute(delete(tables.employees).where(tables.employees.c.employee_id == row.employee_id))

    def page(self, **query: Any) -> tuple[list[dict[str, Any]], str | None]:
        asked: Any = Asked(
            place=SimpleNamespace(cursor_key=b"key"),  # type: ignore[arg-type]
            operation="listEmployees",
            method="GET",
            path={},
            query={"limit": 50, **{name: value for name, value in query.items() if value is not None}},
            headers={},
            media_type=None,
            body=None,
            raw_path="/v1/employees",
            raw_query="",
            raw_body=b"",
        )

        def fetch(*, criteria: Any, **how: Any) -> list[Employee]:
            with self.store.transaction() as db:
                return people.page(db, EmployeeFilter(criteria=criteria), **how)

        answer = listed(asked, EMPLOYEES, fetch, written)
        return answer.body["data"], answer.body["next_cursor"]


def person(number: int, lot: int) -> Employee:
    """A person whose fields are drawn from a few values, so that there are many ties, and nothing in some."""
    texts = [*TEXTS[:6], None]
    return employee(
        number,
        given_name=TEXTS[lot % 4],
        family_name=texts[lot % len(texts)],
        department=texts[(lot // 3) % len(texts)],
        hire_date=DAYS[lot % len(DAYS)],
        last_day=[None, *DAYS][lot % 5],
        updated_at=NOW + timedelta(seconds=lot % 5),
        status="active",
    )


def in_order(rows: list[Employee], sort: str) -> list[str]:
    """The order by a second opinion: nothing first, then by value, then by id; and all of it turned round for `-`."""

    def place(row: Employee) -> tuple[Any, ...]:
        value = getattr(row, sort.removeprefix("-"))
        return (value is not None, value if value is not None else "", row.employee_id)

    with_none = [row for row in rows if getattr(row, sort.removeprefix("-")) is None]
    others = [row for row in rows if row not in with_none]
    ordered = sorted(with_none, key=lambda row: row.employee_id) + sorted(others, key=place)
    return [row.employee_id for row in (reversed(ordered) if sort.startswith("-") else ordered)]


NUMBERS = st.integers(1, 60)
LOTS = st.integers(0, 200)
HAPPENING = st.tuples(st.sampled_from(["hire", "terminate", "delete", "move"]), NUMBERS, LOTS)


def happen(company: Company, what: str, number: int, lot: int) -> str:
    """Let something happen to somebody; returns who."""
    row = company.rows.get(f"E{number:07d}")
    if row is None:
        if what == "hire":
            company.put(person(number, lot))
    elif what == "terminate":
        company.put(replace(row, status="terminated"))
    elif what == "delete":
        company.drop(row)
    elif what == "move":
        company.put(replace(person(number, lot), status=row.status))
    return f"E{number:07d}"


@settings(max_examples=250, deadline=None)
@given(
    began=st.dictionaries(NUMBERS, LOTS, min_size=1),
    between=st.lists(st.lists(HAPPENING, max_size=4), max_size=12),
    sort=st.sampled_from([None, *SORTS, *(f"-{each}" for each in SORTS)]),
    limit=st.integers(1, 9),
    wanted=st.sampled_from([None, 'status eq "active"']),
)
def test_whoever_is_there_all_the_time_is_met_exactly_once(
    began: dict[int, int],
    between: list[list[tuple[str, int, int]]],
    sort: str | None,
    limit: int,
    wanted: str | None,
) -> None:
    company = Company()
    for number, lot in began.items():
        company.put(person(number, lot))
    stayed = set(company.rows)
    met: Counter[str] = Counter()
    happenings = iter(between)
    ask = partial(company.page, sort=sort, filter=wanted)
    rows, cursor = ask(limit=limit)
    met.update(row["employee_id"] for row in rows)
    while cursor is not None:
        for what, number, lot in next(happenings, ()):
            stayed.discard(happen(company, what, number, lot))
        rows, cursor = ask(limit=limit, cursor=cursor)
        met.update(row["employee_id"] for row in rows)
    assert {who: met[who] for who in stayed} == dict.fromkeys(stayed, 1)
    if sort is None or sort.endswith("employee_id"):
        assert set(met.values()) == {1}
    company.store.close()


@settings(max_examples=100, deadline=None)
@given(
    began=st.dictionaries(NUMBERS, LOTS, min_size=1), sort=st.sampled_from([*SORTS, *(f"-{each}" for each in SORTS)])
)
def test_the_order_is_by_value_and_then_by_id(began: dict[int, int], sort: str) -> None:
    company = Company()
    for number, lot in began.items():
        company.put(person(number, lot))
    expected = in_order(list(company.rows.values()), sort)
    assert [row["employee_id"] for row in company.page(sort=sort)[0]][:50] == expected[:50]
    company.store.close()


@pytest.fixture(scope="module")
def thirty() -> Company:
    company = Company()
    for number in range(1, 31):
        company.put(person(number, number))
    return company


def test_a_cursor_of_another_sort_or_filter_is_refused(thirty: Company) -> None:
    asked: list[dict[str, Any]] = [
        {},
        {"sort": "updated_at"},
        {"sort": "-updated_at"},
        {"filter": "title pr or version gt 0"},
        {"filter": "title pr or version gt 1"},
    ]
    cursors = [thirty.page(limit=3, **each)[1] for each in asked]
    assert None not in cursors
    for each in asked:
        for given_out, cursor in zip(asked, cursors, strict=True):
            if given_out == each:
                assert thirty.page(cursor=cursor, **each)[0]
            else:
                with pytest.raises(Problem, match="not given out for this list"):
                    thirty.page(cursor=cursor, **each)


def test_the_fields_may_change_on_the_way(thirty: Company) -> None:
    first, cursor = thirty.page(limit=3, fields="title,employee_id")
    assert [list(row) for row in first] == [["employee_id", "title"]] * 3
    second, _ = thirty.page(limit=3, fields="employee_id", cursor=cursor)
    assert [row["employee_id"] for row in first + second] == [f"E{number:07d}" for number in range(1, 7)]


@pytest.mark.parametrize("fields", ["titles", "employee_id,titles", "employee_id,", "employee_id, title", "password"])
def test_a_field_that_is_none_is_refused(thirty: Company, fields: str) -> None:
    with pytest.raises(Problem) as refused:
        thirty.page(fields=fields)
    assert (refused.value.status, refused.value.errors[0].where) == (422, "query.fields")
    assert ("did you mean title" in refused.value.detail) == ("tit" in fields)
