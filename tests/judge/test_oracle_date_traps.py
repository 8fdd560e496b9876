"""Days on which counting goes wrong, as the oracle counts them: worked out by hand."""

from datetime import date

import pytest
from judge.thought import Thought
from learning.rows import course, rule

from rosterproof.oracle.day import begins, later


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 24, "2030-02-28"),
        ("2028-02-29", 36, "2031-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
    ],
)
def test_months_end_where_the_month_does(day: str, months: int, after: str) -> None:
    assert later(date.fromisoformat(day), months=months) == date.fromisoformat(after)


def test_a_yearly_renewal_from_a_leap_day_never_drifts_into_march() -> None:
    validity = {"months": 12, "basis": "expiry"}
    lms = Thought([course("X", validity=validity, window_days=30)], [rule("X")], "2028-02-29")
    lms.join("ada")
    ends = []
    for day in ("2028-02-29", "2029-02-10", "2030-02-10", "2031-02-10"):
        lms.until(day)
        lms.passes("ada", "X")
        ends.append(lms.holds("ada")["X"][1])
    assert ends == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-28"]


@pytest.mark.parametrize(("passed", "valid"), [("2026-12-01", "2027-01-31"), ("2026-12-03", "2028-01-31")])
def test_a_fixed_series_keeps_its_day_and_its_minimum(passed: str, valid: str) -> None:
    validity = {"months": 12, "basis": "fixed", "from": "2026-01-31", "minimum_days": 60}
    lms = Thought([course("X", validity=validity)], [rule("X")], passed)
    lms.join("ada")
    lms.passes("ada", "X")
    assert lms.holds("ada") == {"X": ("active", valid)}


def test_half_past_eleven_in_the_evening_is_still_that_day_where_it_is() -> None:
    lms = Thought([course("X", validity={"days": 10})], [rule("X")])
    lms.join("ada", time_zone="America/Los_Angeles")
    lms.join("bo")
    lms.until("2026-03-11", "06:30")  # 23:30 on the 10th in Los Angeles
    lms.passes("ada", "X")
    lms.passes("bo", "X")
    assert (lms.holds("ada")["X"][1], lms.holds("bo")["X"][1]) == ("2026-03-20", "2026-03-21")


@pytest.mark.parametrize(
    ("zone", "before", "at"),
    [
        ("Europe/Oslo", ("2026-03-29", "21:59"), ("2026-03-29", "22:00")),  # a day of 23 hours
        ("Pacific/Kiritimati", ("2026-03-29", "09:59"), ("2026-03-29", "10:00")),
        ("Etc/GMT+12", ("2026-03-30", "11:59"), ("2026-03-30", "12:00")),
    ],
)
def test_a_day_is_over_where_the_person_is(zone: str, before: tuple[str, str], at: tuple[str, str]) -> None:
    lms = Thought([course("X")], [rule("X", due={"on": "2026-03-29"})])
    lms.join("ada", time_zone=zone)
    lms.until(*before)
    assert not lms.overdue("ada")
    lms.until(*at)
    assert lms.overdue("ada")


def test_a_midnight_that_the_clocks_leap_over_is_the_instant_of_the_leap() -> None:
    assert begins(date(2026, 3, 29), "Asia/Beirut").isoformat() == "2026-03-28T22:00:00+00:00"


def test_a_back_dated_hire_is_overdue_at_once_and_a_future_one_is_not() -> None:
    lms = Thought([course("X")], [rule("X", due={"days": 7, "after": "hire"})])
    lms.join("ada", hire_date="2026-02-01")
    lms.join("bo", hire_date="2026-03-20")
    assert (lms.overdue("ada"), lms.overdue("bo")) == (True, False)
    lms.until("2026-03-27")
    assert not lms.overdue("bo")
    lms.until("2026-03-28", "00:00")
    assert lms.overdue("bo")


def test_a_fixed_day_that_is_over_is_the_day_of_assignment() -> None:
    lms = Thought([course("X")], [rule("X", due={"on": "2026-01-31"})])
    lms.join("ada")
    assert lms.open("ada") == {"X": "2026-03-02"}


@pytest.mark.parametrize(("mode", "due", "late"), [("pause", "2026-05-01", False), ("keep", "2026-04-01", True)])
def test_a_leave_moves_due_dates_where_the_policy_pauses_them(mode: str, due: str, late: bool) -> None:
    lms = Thought([course("X")], [rule("X", due={"days": 30, "after": "assignment"})], policy={"leave_mode": mode})
    lms.join("ada")
    lms.until("2026-03-20")
    lms.change("ada", employment_status="on_leave")
    lms.until("2026-04-19")
    assert lms.overdue("ada") is late
    lms.change("ada", employment_status="active")
    assert lms.open("ada") == {"X": due}
    lms.until("2026-05-02", "00:00")
    assert lms.overdue("ada")


def test_tenure_is_reached_with_no_change_to_the_profile() -> None:
    lms = Thought([course("X")], [rule("X", {"tenure_days": {"at_least": 90}})])
    lms.join("ada", hire_date="2026-03-02")
    lms.until("2026-05-30", "23:59")
    assert lms.open("ada") == {}
    lms.until("2026-05-31", "00:00")
    assert lms.open("ada") == {"X": "2026-05-31"}
