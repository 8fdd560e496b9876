"""What the words of a mapping mean, by hand; the oracle and the reference connector each read them on their own."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rosterproof.oracle.mapping import Translation
from rosterproof.oracle.people import Person
from rosterproof.reference.profile import Held, value_for

HELD = object()
DEPARTMENT = {"hris": "department", "lms": "department", "values": {"WHS": "Warehouse", "R D": "Research"}}
FOLDED = {**DEPARTMENT, "match": "folded"}
DAY = {"hris": "custom.until", "lms": "custom.until", "date": "YYYY-MM-DD"}
OPEN = {**DAY, "open_end": "9999-12-31"}
DAY_FIRST = {**DAY, "date": "DD/MM/YYYY"}
ADA = Person(
    employee_id="E0000001",
    employee_number="00815",
    given_name="Ada",
    family_name=None,
    email=None,
    national_id=None,
    title="nurse",
    department="WHS",
    location="OSL",
    country="NO",
    time_zone="Europe/Oslo",
    manager_id=None,
    legal_entity=None,
    worker_type="employee",
    original_hire_date=date(2026, 3, 2),
    hire_date=date(2026, 3, 2),
    status="active",
)

READINGS: list[tuple[dict[str, Any], Any, Any]] = [
    (DEPARTMENT, "WHS", "Warehouse"),
    (DEPARTMENT, "whs", HELD),
    (DEPARTMENT, "WHS ", HELD),
    (DEPARTMENT, None, None),
    (FOLDED, "WHS", "Warehouse"),
    (FOLDED, " whs\t", "Warehouse"),
    (FOLDED, "\u00a0Whs\u00a0", "Warehouse"),
    (FOLDED, "r  d", "Research"),
    (FOLDED, "r\u00a0D", "Research"),
    (FOLDED, "rd", HELD),
    (FOLDED, "WHS-1", HELD),
    (FOLDED, "", HELD),
    (DAY, "2027-04-03", "2027-04-03"),
    (DAY, "2028-02-29", "2028-02-29"),
    (DAY, "2027-02-29", HELD),
    (DAY, "2027-4-3", HELD),
    (DAY, " 2027-04-03", HELD),
    (DAY, "2027-04-03\n", HELD),
    (DAY, "2027-04-03T00:00:00Z", HELD),
    (DAY, "03/04/2027", HELD),
    (DAY, "1900-12-31", HELD),
    (DAY, "1901-01-01", "1901-01-01"),
    (DAY, "2199-12-31", "2199-12-31"),
    (DAY, "2200-01-01", HELD),
    (DAY, "9999-12-31", HELD),
    (DAY, "٢٠٢٧-٠٤-٠٣", HELD),
    (DAY, 1806710400, HELD),
    (DAY, "", HELD),
    (DAY, None, None),
    (OPEN, "9999-12-31", None),
    (OPEN, "9999-12-30", HELD),
    (DAY_FIRST, "03/04/2027", "2027-04-03"),
    (DAY_FIRST, "12/31/2027", HELD),
    (DAY_FIRST, "2027-04-03", HELD),
]


def person(rule: dict[str, Any], value: Any) -> Person:
    return replace(ADA, custom={"until": value}) if rule["hris"] == "custom.until" else replace(ADA, department=value)


def by_the_oracle(rule: dict[str, Any], value: Any, unknown: str = "hold") -> Any:
    read = Translation.of({"fields": [rule]}, unknown).read(person(rule, value))
    return HELD if read.holds else read.profile[rule["lms"]]


def by_the_connector(rule: dict[str, Any], value: Any) -> Any:
    try:
        return value_for(rule, value)
    except Held:
        return HELD


@pytest.mark.parametrize(("rule", "value", "expected"), READINGS)
def test_both_read_it_as_a_person_does(rule: dict[str, Any], value: Any, expected: Any) -> None:
    assert by_the_oracle(rule, value) == expected
    assert by_the_connector(rule, value) == expected


@pytest.mark.parametrize(
    ("unknown", "default", "profile", "holds", "noted"),
    [
        ("hold", None, {}, ["department"], []),
        ("hold", "None", {}, ["department"], []),
        ("skip", None, {}, [], ["department"]),
        ("default", None, {}, ["department"], []),
        ("default", "None", {"department": "None"}, [], ["department"]),
    ],
)
def test_what_a_value_without_counterpart_does(
    unknown: str, default: str | None, profile: dict[str, str], holds: list[str], noted: list[str]
) -> None:
    rule = {**DEPARTMENT, **({"default": default} if default else {})}
    read = Translation.of({"fields": [rule]}, unknown).read(person(rule, "Z-99"))
    assert read.profile == profile
    assert [hold.field for hold in read.holds] == holds
    assert [hold.field for hold in read.noted] == noted


@pytest.mark.parametrize("unknown", ["hold", "skip", "default"])
def test_a_required_field_that_is_empty_holds_in_any_case(unknown: str) -> None:
    rule = {**DEPARTMENT, "required": True, "default": "None"}
    assert by_the_oracle(rule, None, unknown) is HELD


@pytest.mark.parametrize(("unknown", "held"), [("hold", True), ("skip", False)])
@pytest.mark.parametrize("required", [True, False])
def test_a_field_that_the_hris_calls_otherwise_is_no_empty_one(unknown: str, required: bool, held: bool) -> None:
    rule = {**DEPARTMENT, "required": required}
    read = Translation.of({"fields": [rule]}, unknown, frozenset({"department"})).read(ADA)
    assert bool(read.holds) is held
    assert [each.field for each in (*read.holds, *read.noted)] == ["department"]
    assert read.profile == {}
