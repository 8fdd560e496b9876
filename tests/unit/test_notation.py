"""Words are written as the contracts say, and read back as the same words; what cannot be read is named."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from unit.small_world import START, a_world, spec

from rosterproof_sim.domain.rules.catalog_reading import catalog_from
from rosterproof_sim.domain.rules.notation import change_from, policy_from, spec_from
from rosterproof_sim.domain.words.calendar import instant_text, read_day, read_instant
from rosterproof_sim.domain.words.changes import (
    Change,
    EmailChanged,
    Hired,
    LoggedChange,
    Promoted,
    Renamed,
    Terminated,
    Transferred,
)
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.world import World

DAY = date(2026, 3, 2)
CHANGES: tuple[Change, ...] = (
    Hired(given_name="Ada", effective_on=DAY),
    Promoted(employee_id="E0000001", title="nurse", effective_on=DAY),
    Transferred(employee_id="E0000001", location=None, effective_on=DAY),
    Renamed(employee_id="E0000001", given_name="Ada", family_name=None, effective_on=DAY),
    EmailChanged(employee_id="E0000001", email=None, effective_on=DAY),
    Terminated(employee_id="E0000001", effective_on=DAY, immediate=True),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.kind)
def test_a_change_is_read_back_as_it_was_written(change: Change) -> None:
    assert change_from(written(change)) == change


def test_a_transfer_writes_only_what_it_moves() -> None:
    logged = LoggedChange(sequence=1, recorded_at=START, change=CHANGES[2])
    assert written(logged) == {
        "sequence": 1,
        "recorded_at": "2026-03-02T09:00:00Z",
        "change": {
            "kind": "transferred",
            "employee_id": "E0000001",
            "job_id": None,
            "location": None,
            "effective_on": "2026-03-02",
        },
    }


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({}, "kind"),
        ({"kind": "fired"}, "kind"),
        ({"kind": "promoted", "employee_id": "E0000001", "effective_on": "2026-03-02"}, "title"),
        ({"kind": "hired", "given_name": "Ada", "effective_on": "2026-02-30"}, "effective_on"),
        ({"kind": "hired", "given_name": "Ada", "effective_on": "20260302"}, "effective_on"),
        ({"kind": "hired", "given_name": "Ada", "effective_on": "2026-03-02", "salary": 1}, "salary"),
        ({"kind": "transferred", "employee_id": "E0000001", "effective_on": "2026-03-02"}, "department"),
    ],
)
def test_a_change_that_cannot_be_read_is_named(values: dict[str, Any], where: str) -> None:
    with pytest.raises(Invalid) as invalid:
        change_from(values)
    assert invalid.value.where == where


def test_what_a_world_is_made_from_is_read_back_as_it_was_written() -> None:
    assert spec_from(written(spec())) == spec()


def course(code: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "title": code, **fields}


def rule(rule_id: str, course: str) -> dict[str, Any]:
    return {"rule_id": rule_id, "course": course, "audience": {}, "due": {"days": 1, "after": "hire"}}


@pytest.mark.parametrize(
    ("courses", "rules", "where"),
    [
        ([course("A"), course("A")], [], "catalog.courses[1].code"),
        ([course("A")], [rule("r", "A"), rule("s", "A"), rule("r", "A")], "catalog.rules[2].rule_id"),
        ([course("A")], [rule("r", "B")], "catalog.rules[0].course"),
        ([course("A", validity={"days": 30}, window_days=30)], [], "catalog.courses[0].window_days"),
        ([course("A", price=1)], [], "catalog.courses[0].price"),
        ([course("A")], [{**rule("r", "A"), "due": {"days": 1}}], "catalog.rules[0].due.after"),
        ([course("A")], [{**rule("r", "A"), "audience": {"title": ["x"]}}], "catalog.rules[0].audience.title"),
    ],
)
def test_a_catalog_that_contradicts_itself_is_named_where_it_does(courses: Any, rules: Any, where: str) -> None:
    with pytest.raises(Invalid) as invalid:
        catalog_from({"courses": courses, "rules": rules})
    assert invalid.value.where == where


def test_a_policy_has_defaults_and_knows_its_fields() -> None:
    assert written(policy_from({})) == {
        "on_rule_exit": "withdraw_unstarted",
        "recert_anchor": "completion",
        "assign_by": "lms",
        "on_overlap": "earliest",
        "leave_mode": "keep",
        "on_leaver": "archive",
        "licenses": None,
    }
    with pytest.raises(Invalid, match="grace"):
        policy_from({"grace": 1})


@pytest.mark.parametrize("size", [0, -1])
def test_a_company_has_people(size: int) -> None:
    with pytest.raises(Invalid, match="size"):
        World.create(spec(size=size))


@pytest.mark.parametrize("start", [datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)])
def test_a_world_begins_within_the_calendar(start: datetime) -> None:
    with pytest.raises(Invalid, match="start"):
        World.create(spec(start=start))


def test_instants_keep_their_fraction_and_carry_their_offset() -> None:
    assert instant_text(read_instant("2026-03-02T10:00:00.250+01:00")) == "2026-03-02T09:00:00.250000Z"
    for text in ("2026-03-02T10:00:00", "2026-03-02", "now", ""):
        with pytest.raises(ValueError, match="not an instant"):
            read_instant(text)


def test_a_day_is_written_one_way() -> None:
    assert read_day("2026-03-02") == DAY
    for text in ("20260302", "2026-W10-1", "2026-3-2", "0000-00-00"):
        with pytest.raises(ValueError, match="not a date"):
            read_day(text)


def test_the_state_has_the_fields_of_the_contract_in_canonical_order() -> None:
    state = a_world().state()
    assert set(state) == {"now", "journal_sequence", "hris", "lms"}
    assert list(state["hris"]) == ["employees", "training_records", "compliance"]
    assert list(state["lms"]) == [
        "courses",
        "rules",
        "users",
        "sessions",
        "enrollments",
        "completions",
        "revocations",
        "certifications",
        "classes",
        "bookings",
    ]
    ids = [each["employee_id"] for each in state["hris"]["employees"]]
    assert ids == sorted(ids)
    assert state["lms"]["rules"][3] == {
        "rule_id": "forklift-in-chicago",
        "version": 1,
        "course": "FORK-120",
        "audience": {
            "job_titles": ["forklift-operator", "warehouse-associate"],
            "departments": ["Warehouse"],
            "locations": ["CHI"],
        },
        "due": {"days": 21, "after": "assignment"},
    }
