"""The filter of a list: what it means, by a second opinion; and what it refuses, with the position."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.naive_filter import holds, text_of

from rosterproof_sim.domain.rules import criteria
from rosterproof_sim.domain.words.criteria import All, Compare, Criteria, Not, OneOf, Present, Some
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.store import accounts, people, tables
from rosterproof_sim.store.accounts import UserFilter
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.people import EmployeeFilter
from rosterproof_sim.web.fields import fields_of
from rosterproof_sim.web.filter import DEEPEST, LONGEST, MOST_COMPARISONS, MOST_VALUES, read_filter
from rosterproof_sim.web.problem import Problem

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Texts that trip up a careless reader or a careless database.
TEXTS = [
    "WHS",
    "whs",
    "W",
    "",
    " ",
    "a%",
    "a_b",
    "%",
    "O'Neil",
    '"',
    "\\",
    "'; drop table employees;--",
    "José",
    "José",
]
TEXTS += ["ß", "İ", "李", "😀", "😀x", "é", "e", "null", "true", "2026-03-02"]
DAYS = [date(2026, 1, 1), date(2026, 3, 2), date(1899, 12, 31), date(2999, 1, 1)]
INSTANTS = [NOW, NOW + timedelta(microseconds=1), NOW - timedelta(seconds=1), datetime(1970, 1, 1, tzinfo=UTC)]
VALUES: dict[str, list[Any]] = {"text": TEXTS, "number": [0, 1, 2, 3, -1], "truth": [True, False]}
VALUES |= {"day": DAYS, "instant": INSTANTS}
FIELDS = fields_of(Employee)


def employee(number: int, **values: Any) -> Employee:
    given: dict[str, Any] = {
        "employee_id": f"E{number:07d}",
        "employee_number": f"{number:05d}",
        "given_name": TEXTS[number % len(TEXTS)],
        "status": "active",
        "worker_type": "employee",
        "original_hire_date": DAYS[number % len(DAYS)],
        "hire_date": DAYS[number % len(DAYS)],
        "jobs": (),
        "employments": (),
        "updated_at": INSTANTS[number % len(INSTANTS)],
        "custom": {},
        "version": 1 + number % 3,
    }
    whole = dict.fromkeys(Employee.__dataclass_fields__) | given | values
    return Employee(**whole)


def crowd() -> Iterator[Employee]:
    """Every text in every nullable text field, and nothing in it; days and instants alike."""
    texts = [*TEXTS, None]
    for number in range(1, 80):
        yield employee(
            number,
            family_name=texts[number % len(texts)],
            email=texts[(number * 7) % len(texts)],
            title=texts[(number * 5) % len(texts)],
            department=texts[(number * 3) % len(texts)],
            location=None if number % 2 else "CHI",
            last_day=[*DAYS, None][number % 5],
            status=["pre_hire", "active", "on_leave", "terminated"][number % 4],
            worker_type=["employee", "contractor"][number % 2],
        )


CROWD = list(crowd())


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = Store()
    with made.transaction() as db:
        people.put(db, CROWD)
    yield made
    made.close()


def found(store: Store, wanted: Criteria) -> list[str]:
    with store.transaction() as db:
        rows = people.page(db, EmployeeFilter(criteria=wanted), after=None, limit=None)
    return [row.employee_id for row in rows]


@st.composite
def comparisons(draw: st.DrawFn) -> Criteria:
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    values = list(field.choices) or VALUES[field.kind]
    operators = ["eq", "ne", "lt", "le", "gt", "ge", "in", "pr"] + ["co", "sw"] * (field.kind == "text")
    operator: Any = draw(st.sampled_from(operators))
    if operator == "pr":
        return Present(field=field.name)
    if operator == "in":
        return OneOf(field=field.name, values=tuple(draw(st.lists(st.sampled_from(values), min_size=1, max_size=4))))
    value = draw(st.sampled_from([*values, None] if operator in {"eq", "ne"} else values))
    return Compare(field=field.name, operator=operator, value=value)


def joined(inner: st.SearchStrategy[Criteria]) -> st.SearchStrategy[Criteria]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return (
        several.map(lambda terms: All(terms=terms))
        | several.map(lambda terms: Some(terms=terms))
        | inner.map(lambda term: Not(term=term))
    )


FILTERS = st.recursive(comparisons(), joined, max_leaves=10)


@settings(max_examples=400, deadline=None)
@given(wanted=FILTERS)
def test_sql_finds_whom_plain_python_finds(store: Store, wanted: Criteria) -> None:
    expected = [row.employee_id for row in CROWD if holds(wanted, row)]
    assert found(store, wanted) == expected
    assert [row.employee_id for row in CROWD if criteria.holds(wanted, row)] == expected


@settings(max_examples=200, deadline=None)
@given(wanted=FILTERS)
def test_a_filter_reads_back_as_what_was_written(wanted: Criteria) -> None:
    assert read_filter(text_of(wanted), FIELDS) == wanted


def test_not_binds_closer_than_and_and_and_closer_than_or() -> None:
    wanted = read_filter('not title pr and location pr or department eq "WHS"', FIELDS)
    title, location = Present(field="title"), Present(field="location")
    department = Compare(field="department", operator="eq", value="WHS")
    assert wanted == Some(terms=(All(terms=(Not(term=title), location)), department))


def test_whoever_has_no_department_is_not_in_the_warehouse(store: Store) -> None:
    nobody = {row.employee_id for row in CROWD if row.department is None}
    assert nobody
    for text in (
        'department ne "WHS"',
        'not department eq "WHS"',
        'not department in ("WHS", "W")',
        "department eq null",
    ):
        assert nobody <= set(found(store, read_filter(text, FIELDS)))
    for text in ('department lt "zzz"', 'department co ""', 'department sw ""', "department pr", "department ne null"):
        assert not nobody & set(found(store, read_filter(text, FIELDS)))


def test_every_field_that_can_be_filtered_by_is_a_column() -> None:
    assert set(fields_of(Employee)) <= set(tables.employees.c.keys())
    assert set(fields_of(User)) <= set(tables.users.c.keys())


def test_a_truth_value_is_no_text(store: Store) -> None:
    wanted = read_filter('active eq true and not external_id sw "E"', fields_of(User))
    with store.transaction() as db:
        assert accounts.page(db, UserFilter(criteria=wanted), after=None, limit=None) == []


@pytest.mark.parametrize(
    ("text", "position", "what"),
    [
        ('status eq "active', 11, "the text that begins here is not closed"),
        ("' or 1=1--", 1, "has no meaning here; texts stand in double quotes"),
        ('salary gt "1"', 1, "there is no field salary to filter by; there are employee_id"),
        ('titles eq "x"', 1, "did you mean title"),
        ("", 1, "expected a field, `not` or `(`, found the end"),
        ("title", 6, "expected an operator after title, found the end"),
        ('title EQ "x"', 7, "expected an operator after title, found EQ"),
        ('title equals "x"', 7, "found equals"),
        ("title eq", 9, "expected a value, found the end"),
        ("title eq team-leader", 10, 'expected a value in double quotes, as in "WHS", found team-leader'),
        ("title eq 7", 10, "title is a text, and 7 is none; write it in double quotes"),
        ('status eq "actives"', 11, 'status is never "actives"; did you mean active'),
        ("hire_date ge 2026-02-29", 14, "'2026-02-29' is not a date like 2026-03-02"),
        ("hire_date ge 20260302", 14, "is not a date"),
        ("updated_at ge 2026-03-02T09:00:00", 15, "is not an instant like 2026-03-02T09:00:00Z"),
        ("updated_at ge 2026-03-02T09:00:00 01:00", 15, "is not an instant"),
        ("version gt 1e400", 12, "version is a number, and 1e400 is none"),
        ("version gt 99999999999999999999", 12, "is none"),
        ("version co 1", 9, "`co` compares texts, and version is no text"),
        ("title lt null", 10, "only `eq` and `ne` compare with null"),
        ("title eq true", 10, "cannot be compared with true"),
        ("title in ()", 11, "expected a value, found )"),
        ('title in "a"', 10, "expected `(` after `in`"),
        ('title in ("a" "b")', 15, "expected `,` or `)`"),
        ('(title eq "a"', 14, "expected `)` for the `(` at 1, found the end"),
        ('title eq "a")', 13, "expected `and`, `or` or the end, found )"),
        ('title eq "a" title eq "b"', 14, "expected `and`, `or` or the end"),
        ('title eq "a" and', 17, "expected a field"),
        ("not", 4, "expected a field"),
        (r'title eq "\ud800"', 10, "is not a JSON string"),
        (r'title eq "\q"', 10, "is not a JSON string"),
        ("title eq é", 10, "has no meaning here"),
        ("title\teq null", 6, "has no meaning here"),
        ("(" * (DEEPEST + 1) + "title pr" + ")" * (DEEPEST + 1), DEEPEST + 1, "nests not deeper than 16"),
        ("not " * (DEEPEST + 1) + "title pr", 1 + 4 * DEEPEST, "nests not deeper than 16"),
        ("(" * 1900, DEEPEST + 1, "nests not deeper than 16"),
        (" or ".join(["title pr"] * (MOST_COMPARISONS + 1)), 769, "not more than 64 comparisons"),
        ("version in (" + ",".join(["1"] * (MOST_VALUES + 1)) + ")", 213, "not more than 100 values"),
        ('title eq "' + "x" * LONGEST + '"', LONGEST + 1, "not longer than 2000 characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_position(text: str, position: int, what: str) -> None:
    with pytest.raises(Problem) as refused:
        read_filter(text, FIELDS)
    assert (refused.value.status, refused.value.code) == (400, "invalid-filter")
    assert refused.value.detail.startswith(f"The filter cannot be used. At position {position}: ")
    assert what in refused.value.detail


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet=st.sampled_from('title eq"WHS"andornot()1,2-prin\\ é'), max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    with suppress(Problem):
        read_filter(text, FIELDS)
