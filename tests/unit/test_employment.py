"""The record of a person on a day follows from the log, and from nothing else."""

from datetime import UTC, date, datetime

import pytest

from rosterproof_sim.domain.rules.admission import admit
from rosterproof_sim.domain.rules.employment import changed_fields, job_history, record_at
from rosterproof_sim.domain.rules.standing import effect_day
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
from rosterproof_sim.domain.words.people import Employee, JobStretch
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.population.company import company

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ADA = "E0000001"
CODES = {each.code: each for each in company("plant").code_lists().locations}
HIRED = Hired(
    employee_id=ADA,
    employee_number="00001",
    given_name="Ada",
    title="nurse",
    department="CLN",
    location="OSL",
    manager_id="E0000002",
    effective_on=date(2026, 1, 5),
)


def log(*changes: Change) -> list[LoggedChange]:
    return [LoggedChange(sequence=number, recorded_at=NOW, change=each) for number, each in enumerate(changes, 1)]


def ada_on(day: date, *changes: Change) -> Employee:
    return record_at(day, log(HIRED, *changes), CODES, updated_at=NOW, version=1)


def left(on: date, *, immediate: bool = False) -> Terminated:
    return Terminated(employee_id=ADA, effective_on=on, immediate=immediate)


@pytest.mark.parametrize(
    ("day", "status"), [(date(2026, 1, 4), "pre_hire"), (date(2026, 1, 5), "active"), (date(2030, 1, 1), "active")]
)
def test_employment_begins_with_the_first_day_of_work(day: date, status: str) -> None:
    assert ada_on(day).status == status


def test_a_leaver_is_employed_through_the_last_day_worked() -> None:
    leaving = left(date(2026, 3, 31))
    last, after = ada_on(date(2026, 3, 31), leaving), ada_on(date(2026, 4, 1), leaving)
    assert (last.status, last.last_day) == ("active", None)
    assert (after.status, after.last_day) == ("terminated", date(2026, 3, 31))


def test_an_immediate_termination_ends_employment_on_the_day_itself() -> None:
    assert ada_on(date(2026, 3, 31), left(date(2026, 3, 31), immediate=True)).status == "terminated"


def test_the_first_termination_to_take_effect_stands() -> None:
    ada = ada_on(date(2026, 6, 1), left(date(2026, 5, 31)), left(date(2026, 4, 30)))
    assert ada.last_day == date(2026, 4, 30)


def test_a_change_shows_from_its_day_on_whenever_it_was_recorded() -> None:
    promoted = Promoted(employee_id=ADA, title="charge-nurse", effective_on=date(2026, 2, 1))
    assert [ada_on(day, promoted).title for day in (date(2026, 1, 31), date(2026, 2, 1))] == ["nurse", "charge-nurse"]


def test_of_two_changes_on_one_day_the_one_recorded_last_counts() -> None:
    day = date(2026, 2, 1)
    twice = [EmailChanged(employee_id=ADA, email=each, effective_on=day) for each in ("a@example.com", None)]
    assert ada_on(day, *twice).email is None


def test_a_change_recorded_late_for_an_earlier_day_does_not_undo_a_later_one() -> None:
    later = Renamed(employee_id=ADA, given_name="Ada", family_name="Third", effective_on=date(2026, 3, 1))
    late = Renamed(employee_id=ADA, given_name="Ada", family_name="Second", effective_on=date(2026, 2, 1))
    assert [ada_on(day, later, late).family_name for day in (date(2026, 2, 1), date(2026, 3, 1))] == ["Second", "Third"]


def test_a_transfer_leaves_alone_what_it_does_not_name_and_clears_what_it_names_null() -> None:
    moved = Transferred(employee_id=ADA, location=None, effective_on=date(2026, 2, 1))
    ada = ada_on(date(2026, 2, 1), moved)
    assert (ada.department, ada.location, ada.manager_id) == ("CLN", None, "E0000002")


def test_only_what_really_differs_is_a_changed_field() -> None:
    promoted = Promoted(employee_id=ADA, title="nurse", effective_on=date(2026, 2, 1))
    before, after = ada_on(date(2026, 1, 31), promoted), ada_on(date(2026, 2, 1), promoted)
    assert changed_fields(before, after) == ()
    assert "email" not in changed_fields(None, after)
    assert "status" in changed_fields(None, after)


def test_a_day_beyond_the_calendar_is_its_last_day() -> None:
    assert effect_day(left(date.max)) == date.max


def test_job_history_is_a_row_for_each_stretch_of_the_same_job() -> None:
    history = log(
        HIRED,
        EmailChanged(employee_id=ADA, email="a@example.com", effective_on=date(2026, 1, 20)),
        Transferred(employee_id=ADA, department="SVC", effective_on=date(2026, 2, 1)),
        Promoted(employee_id=ADA, title="charge-nurse", effective_on=date(2026, 2, 1)),
        left(date(2026, 2, 28)),
    )
    first = JobStretch(
        job_id=1,
        primary=True,
        from_=date(2026, 1, 5),
        to=date(2026, 1, 31),
        title="nurse",
        department="CLN",
        location="OSL",
        manager_id="E0000002",
    )
    second = JobStretch(
        job_id=1,
        primary=True,
        from_=date(2026, 2, 1),
        to=date(2026, 2, 28),
        title="charge-nurse",
        department="SVC",
        location="OSL",
        manager_id="E0000002",
    )
    assert job_history(history, date(2026, 3, 2), CODES) == [first, second]


def test_job_history_does_not_tell_what_is_still_to_come() -> None:
    history = log(HIRED, Promoted(employee_id=ADA, title="charge-nurse", effective_on=date(2026, 4, 1)))
    assert [(each.title, each.to) for each in job_history(history, date(2026, 3, 2), CODES)] == [("nurse", None)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (HIRED, "hired already"),
        (left(date(2026, 1, 4)), "hired on 2026-01-05"),
        (Promoted(employee_id=ADA, title="x", effective_on=date(2025, 12, 31)), "hired on 2026-01-05"),
        (left(date(2026, 5, 1)), "left on 2026-04-30"),
        (Promoted(employee_id=ADA, title="x", effective_on=date(2026, 5, 1)), "left on 2026-04-30"),
        (Transferred(employee_id=ADA, manager_id=ADA, effective_on=date(2026, 2, 1)), "their own manager"),
    ],
)
def test_what_the_history_does_not_allow_is_refused_with_the_reason(change: Change, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        admit(change, log(HIRED, left(date(2026, 4, 30))))
    assert refused.value.code == "not-allowed"


def test_somebody_nobody_hired_is_not_found() -> None:
    with pytest.raises(NotFound, match="E0000009"):
        admit(Promoted(employee_id="E0000009", title="x", effective_on=date(2026, 2, 1)), [])


def test_a_change_on_the_last_day_worked_is_still_allowed() -> None:
    change = Promoted(employee_id=ADA, title="x", effective_on=date(2026, 4, 30))
    admit(change, log(HIRED, left(date(2026, 4, 30))))
