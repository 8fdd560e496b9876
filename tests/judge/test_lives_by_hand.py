"""The oracle's own reading of working lives against a person's arithmetic, kind by kind."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rosterproof.evidence.record import JournalRow, LoggedChange
from rosterproof.oracle.people import Person, Roll
from rosterproof.oracle.places import Places

ADA = "E0000001"
PLACES = Places({"AKL": ("NZ", "Pacific/Auckland"), "HNL": ("US", "Pacific/Honolulu")})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def roll(*changes: dict[str, Any], recorded: str = "2026-03-02T09:00", places: Places = PLACES) -> Roll:
    hired = {"kind": "hired", "given_name": "Ada", "title": "nurse", "effective_on": "2026-03-10"}
    log = [
        LoggedChange(sequence=number, recorded_at=at(recorded), change={"employee_id": ADA, **change})
        for number, change in enumerate((hired, *changes) if changes[0]["kind"] != "hired" else changes, start=1)
    ]
    return Roll.of(log, places)


def ada(instant: str, *changes: dict[str, Any]) -> Person:
    person = roll(*changes).person(ADA, at(instant))
    assert person is not None
    return person


def on(day: str, kind: str, **said: Any) -> dict[str, Any]:
    return {"kind": kind, "effective_on": day, **said}


LEFT = on("2026-04-15", "terminated")


@pytest.mark.parametrize(
    ("location", "last", "first_gone"),
    [
        ("AKL", "2026-04-15T11:59:59", "2026-04-15T12:00"),
        ("HNL", "2026-04-16T09:59:59", "2026-04-16T10:00"),
        ("nowhere", "2026-04-15T23:59:59", "2026-04-16T00:00"),
    ],
)
def test_a_last_day_ends_where_it_is_worked(location: str, last: str, first_gone: str) -> None:
    hired = on("2026-03-10", "hired", given_name="Ada", location=location)
    assert ada(last, hired, LEFT).status == "active"
    gone = ada(first_gone, hired, LEFT)
    assert (gone.status, gone.left_at, gone.last_day) == ("terminated", at(first_gone), date(2026, 4, 15))


def test_after_a_move_the_days_begin_at_the_new_place_and_never_before_the_move() -> None:
    hired = on("2026-03-10", "hired", given_name="Ada", location="HNL")
    moved = on("2026-04-01", "transferred", location="AKL")
    promoted = on("2026-04-02", "promoted", title="charge-nurse")
    # The 2nd of April begins in Auckland at 11:00 on the 1st in UTC (summer time); the move at 10:00.
    assert ada("2026-04-01T10:59", hired, moved, promoted).title is None
    assert ada("2026-04-01T11:00", hired, moved, promoted).title == "charge-nurse"
    assert ada("2026-04-01T09:59", hired, moved, promoted).country == "US"
    assert ada("2026-04-01T10:00", hired, moved, promoted).country == "NZ"


def test_a_moved_start_takes_along_what_was_planned_for_the_old_one() -> None:
    story = (on("2026-03-10", "promoted", title="charge-nurse"), on("2026-03-20", "start_moved"))
    assert (ada("2026-03-19T23:59", *story).status, ada("2026-03-19T23:59", *story).title) == ("pre_hire", "nurse")
    assert (ada("2026-03-20T00:00", *story).status, ada("2026-03-20T00:00", *story).title) == ("active", "charge-nurse")


def test_a_rescinded_hire_is_nobody_who_ever_worked() -> None:
    gone = ada("2026-04-01T00:00", on("2026-03-10", "hire_rescinded"))
    assert (gone.status, gone.employed, gone.gone, gone.left_at) == ("discarded", False, True, at("2026-03-02T09:00"))
    back = ada("2026-05-01T00:00", on("2026-03-10", "hire_rescinded"), on("2026-05-01", "rehired", title="x"))
    assert (back.status, back.original_hire_date) == ("active", date(2026, 5, 1))


def test_a_termination_withdrawn_never_was_and_one_whose_withdrawal_is_voided_is() -> None:
    withdrawn = on("2026-04-15", "termination_rescinded")
    assert ada("2026-05-01T00:00", LEFT, withdrawn).status == "active"
    voided = on("2026-04-15", "voided", voids=3)
    assert ada("2026-05-01T00:00", LEFT, withdrawn, voided).status == "terminated"


def test_a_rehire_on_the_day_after_leaves_no_gap() -> None:
    back = on("2026-04-16", "rehired", title="operator", job_id=2)
    assert ada("2026-04-15T23:59", LEFT, back).title == "nurse"
    again = ada("2026-04-16T00:00", LEFT, back)
    assert (again.status, again.title, again.hire_date, again.last_day) == (
        "active",
        "operator",
        date(2026, 4, 16),
        None,
    )


def test_of_two_jobs_the_primary_one_shows_and_the_other_takes_over_when_it_ends() -> None:
    second = on("2026-04-01", "job_added", title="trainer", job_id=2)
    ended = on("2026-04-30", "job_ended", job_id=1)
    assert ada("2026-04-30T23:59", second, ended).title == "nurse"
    assert (ada("2026-05-01T00:00", second, ended).title, ada("2026-05-01T00:00", second, ended).employed) == (
        "trainer",
        True,
    )
    switched = on("2026-04-10", "primary_job_switched", job_id=2)
    assert ada("2026-04-10T00:00", second, switched).title == "trainer"
    raised = on("2026-04-11", "promoted", title="charge-nurse", job_id=1)
    assert ada("2026-04-11T00:00", second, switched, raised).title == "trainer"


def test_leave_is_employment_and_a_conversion_is_no_new_person() -> None:
    away = on("2026-04-01", "leave_started", expected_return="2026-05-01")
    assert (ada("2026-06-01T00:00", away).status, ada("2026-06-01T00:00", away).employed) == ("on_leave", True)
    assert ada("2026-06-02T00:00", away, on("2026-06-02", "returned")).status == "active"
    assert ada("2026-06-02T00:00", on("2026-06-01", "converted", worker_type="contractor")).worker_type == "contractor"


def test_a_promotion_of_somebody_who_left_before_passes_without_a_trace() -> None:
    promoted = on("2026-05-01", "promoted", title="charge-nurse")
    assert ada("2026-06-01T00:00", promoted, LEFT).title == "nurse"
    assert ada("2026-06-01T00:00", promoted, LEFT, on("2026-04-15", "termination_rescinded")).title == "charge-nurse"


def test_a_sparse_hire_has_no_job_before_the_first_day() -> None:
    hired = on("2026-03-10", "hired", given_name="Ada", title="nurse", email="a@example.com", sparse=True)
    assert (ada("2026-03-09T00:00", hired).title, ada("2026-03-09T00:00", hired).email) == (None, None)
    assert ada("2026-03-10T00:00", hired).title == "nurse"


def test_the_journal_says_where_the_places_are() -> None:
    made = {"event": "created", "locations": [{"code": "OSL", "country": "NO", "time_zone": "Europe/Oslo"}]}
    added = {"event": "code_put", "locations": [{"code": "AKL", "country": "NZ", "time_zone": "Pacific/Auckland"}]}
    rows = [
        JournalRow(sequence=number, kind="world", at=at("2026-03-02T09:00"), data=data, hash="")
        for number, data in enumerate((made, added), start=1)
    ]
    places = Places.of(rows)
    assert places.day_begins(date(2026, 7, 1), "OSL") == at("2026-06-30T22:00")
    assert places.day_begins(date(2026, 7, 1), "AKL") == at("2026-06-30T12:00")
    assert places.day_begins(date(2026, 7, 1), None) == at("2026-07-01T00:00")
