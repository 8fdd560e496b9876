"""Days on which counting goes wrong: leap days, short months, late evenings, clocks that leap, other places."""

from datetime import date, datetime

import pytest
from learning.rows import course, rule
from learning.school import school

from rosterproof_sim.domain.rules.dates import midnight_in, months_after


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        ("2028-02-29", 12, "2029-02-28"),
        ("2028-02-29", 24, "2030-02-28"),
        ("2028-02-29", 36, "2031-02-28"),
        ("2028-02-29", 48, "2032-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
    ],
)
def test_months_end_where_the_month_does(day: str, months: int, after: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(after)


def test_a_yearly_renewal_from_a_leap_day_never_drifts_into_march() -> None:
    with school(
        [course("X", validity={"months": 12, "basis": "expiry"}, window_days=30)], [rule("X")], "2028-02-29"
    ) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        ends = [lms.holds("ada")["X"][1]]
        for renewed_on in ("2029-02-10", "2030-02-10", "2031-02-10"):
            lms.until(renewed_on)
            lms.passes("ada", "X")
            ends.append(lms.holds("ada")["X"][1])
        assert ends == ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-28"]


def test_a_fixed_series_keeps_its_day_and_its_minimum() -> None:
    validity = {"months": 12, "basis": "fixed", "from": "2026-01-31", "minimum_days": 60}
    with school([course("X", validity=validity)], [rule("X")], "2026-12-01") as lms:
        lms.join("ada")
        lms.join("bo")
        lms.passes("ada", "X")
        assert lms.holds("ada") == {"X": ("active", "2027-01-31")}  # 61 days on
        lms.until("2026-12-03")
        lms.passes("bo", "X")
        assert lms.holds("bo") == {"X": ("active", "2028-01-31")}  # 31 January is 59 days on


def test_half_past_eleven_in_the_evening_is_still_that_day_where_it_is() -> None:
    with school([course("X", validity={"days": 10})], [rule("X")]) as lms:
        lms.join("ada", time_zone="America/Los_Angeles")
        lms.join("bo")
        lms.until("2026-03-11", "06:30")  # 23:30 on the 10th in Los Angeles
        lms.passes("ada", "X")
        lms.passes("bo", "X")
        assert (lms.holds("ada")["X"][1], lms.holds("bo")["X"][1]) == ("2026-03-20", "2026-03-21")


def test_what_is_due_on_the_day_the_clocks_leap_is_overdue_at_the_midnight_after() -> None:
    with school([course("X")], [rule("X", due={"days": 27, "after": "assignment"})]) as lms:
        lms.join("ada", time_zone="Europe/Oslo")  # due on 29 March, a day of 23 hours
        lms.until("2026-03-29", "21:59")
        assert lms.told("overdue") == []
        lms.until("2026-03-29", "22:00")
        assert lms.told("overdue") == [("2026-03-29 22:00", "overdue")]


def test_a_midnight_that_the_clocks_leap_over_is_the_instant_of_the_leap() -> None:
    # In Beirut the clocks go from 00:00 to 01:00 on 29 March 2026.
    assert midnight_in("Asia/Beirut", date(2026, 3, 29)) == datetime.fromisoformat("2026-03-28T22:00:00+00:00")


def test_the_ends_of_the_earth_are_26_hours_apart() -> None:
    with school([course("X")], [rule("X", due={"on": "2026-03-10"})]) as lms:
        lms.join("ada", time_zone="Pacific/Kiritimati")
        lms.join("bo", time_zone="Etc/GMT+12")
        lms.until("2026-03-12")
        assert [at for at, _ in lms.told("overdue")] == ["2026-03-10 10:00", "2026-03-11 12:00"]


def test_a_back_dated_hire_is_overdue_at_once_and_a_future_one_is_not() -> None:
    with school([course("X")], [rule("X", due={"days": 7, "after": "hire"})]) as lms:
        lms.join("ada", hire_date="2026-02-01")
        lms.join("bo", hire_date="2026-03-20")
        assert [each.overdue for who in ("ada", "bo") for each in lms.enrollments(who)] == [True, False]
        lms.until("2026-03-27")
        assert [each.overdue for each in lms.enrollments("bo")] == [False]
        lms.until("2026-03-28")
        assert [each.overdue for each in lms.enrollments("bo")] == [True]
        assert len(lms.told("overdue")) == 2


def test_a_fixed_day_that_is_over_is_the_day_of_assignment() -> None:
    with school([course("X")], [rule("X", due={"on": "2026-01-31"})]) as lms:
        lms.join("ada")
        assert lms.open("ada") == {"X": "2026-03-02"}


def test_reminders_come_once_each_and_stop_with_the_renewal() -> None:
    with school([course("X", validity={"months": 12}, window_days=60)], [rule("X")]) as lms:
        lms.join("ada")
        lms.join("bo")
        lms.passes("ada", "X")
        lms.passes("bo", "X")
        lms.until("2027-02-10")
        lms.passes("bo", "X")
        lms.until("2027-04-01")
        days: dict[str, list[int]] = {"ada": [], "bo": []}
        for row in lms.world.journal.read(limit=10_000):
            if row.kind == "learning" and row.data["event"] == "reminded":
                days[row.data["external_id"]].append(row.data["days"])
        assert days == {"ada": [-90, -30, -7, 0, 7], "bo": [-90, -30]}


@pytest.mark.parametrize(
    ("first", "then", "ends", "moves_at", "told_at"),
    [
        # 23 February has begun on Kiritimati, and will begin once more for somebody who moves to the far west.
        ("Pacific/Kiritimati", "Etc/GMT+12", "2027-03-02", "20:00", "2027-02-22 10:00"),
        # 22 February has not begun in the far west, and is nearly over for somebody who moves to Kiritimati.
        ("Etc/GMT+12", "Pacific/Kiritimati", "2027-03-01", "09:00", "2027-02-22 09:00"),
    ],
)
def test_a_move_across_the_date_line_neither_repeats_nor_loses_a_reminder(
    first: str, then: str, ends: str, moves_at: str, told_at: str
) -> None:
    with school([course("X", validity={"months": 12})], [rule("X")]) as lms:
        lms.join("ada", time_zone=first)
        lms.passes("ada", "X")
        assert lms.holds("ada") == {"X": ("active", ends)}
        lms.until("2027-02-22", moves_at)
        lms.change("ada", time_zone=then)
        lms.until("2027-02-28")
        assert [each for each in lms.told("reminded") if each[0] > "2027-02-01"] == [(told_at, "reminded")]


@pytest.mark.parametrize(("mode", "due"), [("pause", "2026-05-01"), ("keep", "2026-04-01")])
def test_a_leave_moves_due_dates_where_the_policy_pauses_them(mode: str, due: str) -> None:
    with school(
        [course("X", validity={"months": 1})],
        [rule("X", due={"days": 30, "after": "assignment"})],
        policy={"leave_mode": mode},
    ) as lms:
        lms.join("ada")
        lms.until("2026-03-20")
        lms.change("ada", employment_status="on_leave")
        lms.until("2026-04-19")
        assert bool(lms.told("overdue")) is (mode == "keep")
        lms.change("ada", employment_status="active")
        assert lms.open("ada") == {"X": due}
        lms.until("2026-05-02")
        assert len(lms.told("overdue")) == 1


def test_tenure_is_reached_with_no_change_to_the_profile() -> None:
    with school([course("X")], [rule("X", {"tenure_days": {"at_least": 90}})]) as lms:
        lms.join("ada", hire_date="2026-03-02")
        lms.until("2026-05-30")
        assert lms.open("ada") == {}
        lms.until("2026-05-31")
        assert lms.open("ada") == {"X": "2026-05-31"}
