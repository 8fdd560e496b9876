"""Who ought to have an account, by a person's reading of each knob."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from rosterproof.oracle.entitlement import Entitlement
from rosterproof.oracle.people import Person
from rosterproof.oracle.places import Places

PLACES = Places({"CHI": ("US", "America/Chicago"), "OSL": ("NO", "Europe/Oslo")})
ADA = Person(
    employee_id="E0000007",
    employee_number="00007",
    given_name="Ada",
    family_name="Berg",
    email=None,
    national_id="010190-12345",
    title="nurse",
    department="CLN",
    location="CHI",
    country="US",
    time_zone="America/Chicago",
    manager_id=None,
    legal_entity="MAIN",
    worker_type="employee",
    original_hire_date=date(2026, 3, 16),
    hire_date=date(2026, 3, 16),
    status="active",
)


def why_not(person: Person, at: str = "2026-03-10T12:00", **policy: Any) -> str | None:
    return Entitlement(policy, PLACES).why_not(person, datetime.fromisoformat(at).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("days", "last_shut", "first_open"),
    # Clocks in Chicago went forward on the 8th: midnight is 05:00 UTC on the 9th, and 06:00 UTC on the 2nd.
    [(7, "2026-03-09T04:59", "2026-03-09T05:00"), (14, "2026-03-02T05:59", "2026-03-02T06:00")],
)
def test_a_pre_hire_is_let_in_so_many_local_days_ahead(days: int, last_shut: str, first_open: str) -> None:
    waiting = replace(ADA, status="pre_hire")
    assert why_not(waiting, last_shut, pre_hire_access_days=days) == "starts on 2026-03-16 only"
    assert why_not(waiting, first_open, pre_hire_access_days=days) is None
    assert why_not(waiting, first_open) == "starts on 2026-03-16 only"


def test_a_leave_bars_only_where_it_suspends_access() -> None:
    away = replace(ADA, status="on_leave")
    assert [bool(why_not(away, leave_mode=mode)) for mode in ("keep", "pause", "suspend")] == [False, False, True]


def test_contractors_are_barred_only_where_they_have_no_accounts() -> None:
    contractor = replace(ADA, worker_type="contractor")
    assert (why_not(contractor), why_not(ADA, contractor_scope="none")) == (None, None)
    assert why_not(contractor, contractor_scope="none") is not None


def test_the_oldest_job_brings_its_place_along() -> None:
    oldest = {"title": "cook", "department": "SVC", "location": "OSL", "manager_id": "E0000001"}
    two = replace(ADA, jobs=(oldest, {"title": "nurse", "department": "CLN", "location": "CHI", "manager_id": None}))
    known = Entitlement({"primary_job_rule": "oldest"}, PLACES).as_employed(two)
    assert (known.title, known.country, known.time_zone) == ("cook", "NO", "Europe/Oslo")
    assert Entitlement({}, PLACES).as_employed(two) is two


def test_a_newcomer_with_a_known_national_id_is_held_only_where_the_policy_says_so() -> None:
    before = replace(ADA, employee_id="E0000003", original_hire_date=date(2020, 1, 1), status="terminated")
    hold = Entitlement({"rehire_mode": "hold"}, PLACES)
    assert [each.field for each in hold.twin(ADA, [ADA, before])] == ["national_id"]
    assert hold.twin(before, [ADA, before]) == ()
    assert hold.twin(replace(ADA, national_id=None), [ADA, replace(before, national_id=None)]) == ()
    assert Entitlement({}, PLACES).twin(ADA, [ADA, before]) == ()


@pytest.mark.parametrize(
    ("closing", "opened", "percent", "too_many"),
    [(5, 10, 10, False), (6, 10, 10, True), (6, 60, 10, False), (7, 60, 10, True), (60, 60, 100, False)],
)
def test_the_guard_lets_five_or_a_share_go(closing: int, opened: int, percent: int, *, too_many: bool) -> None:
    guard = Entitlement({"mass_change_guard_percent": percent}, PLACES)
    assert guard.too_many(closing, opened) is too_many
