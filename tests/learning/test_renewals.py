"""Renewing by each basis: early, in the window, on the last day, late, and in the grace; dates worked out by hand."""

from collections.abc import Mapping
from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import Rows, School, school

YEAR: Mapping[str, Any] = {"months": 12}
#: 31 March of each year, at least 90 days after the pass.
FIXED: Mapping[str, Any] = {"months": 12, "basis": "fixed", "from": "2026-03-31", "minimum_days": 90}


def history(lms: School, who: str = "ada") -> list[tuple[str, str]]:
    """(status, last valid day) of every certification, oldest first."""
    return [(each.status, str(each.expires_on)) for each in lms.lms.certifications(user_id=lms.account(who))]


def renews(lms: School, day: str) -> list[tuple[str, str]]:
    """Let Ada, who passed on 2 March 2026, pass once more on a day; by hand where nothing is open."""
    lms.join("ada")
    lms.passes("ada", "X")
    lms.until(day)
    if "X" not in lms.open("ada"):
        lms.lms.enroll_by_hand(lms.account("ada"), "X")
    lms.passes("ada", "X")
    return history(lms)


@pytest.mark.parametrize(
    ("day", "validity", "before", "after"),
    [
        # Long before the window, which opens on 1 January 2027.
        ("2026-09-01", {**YEAR, "basis": "completion"}, ("renewed", "2027-03-02"), ("active", "2027-09-01")),
        ("2026-09-01", {**YEAR, "basis": "expiry"}, ("renewed", "2027-03-02"), ("active", "2028-03-02")),
        ("2026-09-01", FIXED, ("renewed", "2027-03-31"), ("active", "2027-03-31")),
        # In the window.
        ("2027-02-10", {**YEAR, "basis": "completion"}, ("renewed", "2027-03-02"), ("active", "2028-02-10")),
        ("2027-02-10", {**YEAR, "basis": "expiry"}, ("renewed", "2027-03-02"), ("active", "2028-03-02")),
        ("2027-02-10", FIXED, ("renewed", "2027-03-31"), ("active", "2028-03-31")),
        # On the last valid day.
        ("2027-03-02", {**YEAR, "basis": "completion"}, ("renewed", "2027-03-02"), ("active", "2028-03-02")),
        ("2027-03-02", {**YEAR, "basis": "expiry"}, ("renewed", "2027-03-02"), ("active", "2028-03-02")),
        ("2027-03-31", FIXED, ("renewed", "2027-03-31"), ("active", "2028-03-31")),
        # Lapsed: by expiry the day of the pass counts again; a fixed day stays the day it is.
        ("2027-03-03", {**YEAR, "basis": "completion"}, ("expired", "2027-03-02"), ("active", "2028-03-03")),
        ("2027-03-03", {**YEAR, "basis": "expiry"}, ("expired", "2027-03-02"), ("active", "2028-03-03")),
        ("2027-12-31", FIXED, ("expired", "2027-03-31"), ("active", "2028-03-31")),
        # Lapsed, and 90 days before 31 March 2028, which is 1 January, are over.
        ("2028-01-02", FIXED, ("expired", "2027-03-31"), ("active", "2029-03-31")),
        # So many days instead of months; a month's end.
        ("2027-02-10", {"days": 365, "basis": "expiry"}, ("renewed", "2027-03-02"), ("active", "2028-03-01")),
        (
            "2027-02-10",
            {**YEAR, "basis": "expiry", "through": "month_end"},
            ("renewed", "2027-03-31"),
            ("active", "2028-03-31"),
        ),
    ],
)
def test_how_long_a_renewal_lasts(
    day: str, validity: Mapping[str, Any], before: tuple[str, str], after: tuple[str, str]
) -> None:
    with school([course("X", validity=validity, window_days=60)], [rule("X")]) as lms:
        assert renews(lms, day) == [before, after]


@pytest.mark.parametrize(("anchor", "lasts"), [("completion", "2028-02-10"), ("expiry", "2028-03-02")])
def test_without_a_basis_the_policy_says_what_counts(anchor: str, lasts: str) -> None:
    with school([course("X", validity=YEAR, window_days=60)], [rule("X")], policy={"recert_anchor": anchor}) as lms:
        assert renews(lms, "2027-02-10")[-1] == ("active", lasts)


SHORT: Rows = [
    course("X", validity={**YEAR, "basis": "expiry"}, window_days=30, grace_days=14),
    course("X-SHORT", renews="X"),
]


@pytest.mark.parametrize(
    ("day", "asked", "lasts"),
    [
        ("2027-01-31", "X-SHORT", "2028-03-02"),  # the window opens
        ("2027-03-02", "X-SHORT", "2028-03-02"),  # the last valid day
        ("2027-03-03", "X-SHORT", "2028-03-03"),  # lapsed, in the grace
        ("2027-03-16", "X-SHORT", "2028-03-16"),  # its last day
        ("2027-03-17", "X", "2028-03-17"),  # too late for the short course
    ],
)
def test_the_short_course_does_through_the_grace(day: str, asked: str, lasts: str) -> None:
    with school(SHORT, [rule("X")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        lms.until(day)
        assert lms.open("ada") == {asked: "2027-03-02"}
        lms.passes("ada", asked)
        assert history(lms)[-1] == ("active", lasts)
        assert lms.open("ada") == {}


def test_a_short_course_taken_too_late_certifies_nothing() -> None:
    with school(SHORT, [rule("X")]) as lms:
        user = lms.join("ada")
        lms.passes("ada", "X")
        lms.until("2027-03-17")
        lms.lms.enroll_by_hand(user, "X-SHORT")
        lms.passes("ada", "X-SHORT")
        assert history(lms) == [("expired", "2027-03-02")]
        assert lms.lms.completions()[-1].expires_on is None
        assert lms.open("ada") == {"X": "2027-03-02"}


def test_each_renewal_is_asked_for_once_through_the_years_day_by_day_or_in_one_leap() -> None:
    def years(*, daily: bool) -> tuple[list[Any], list[tuple[str, str]], list[tuple[str, str]]]:
        with school(SHORT, [rule("X")]) as lms:
            lms.join("ada")
            lms.join("bo")
            for year in (2026, 2027, 2028):
                code = "X" if year == 2026 else "X-SHORT"
                lms.passes("ada", code)
                if year == 2026:
                    lms.passes("bo", "X")
                for month in range(4, 13) if daily else ():
                    for day in (1, 15, 28):
                        lms.until(f"{year}-{month:02}-{day:02}")
                lms.until(f"{year + 1}-02-20")
            seen = [
                (each.external_id, each.course, each.source, str(each.assigned_at), str(each.due_on), each.status)
                for who in ("ada", "bo")
                for each in lms.enrollments(who)
            ]
            return seen, history(lms, "bo"), lms.told("reminded", "renewal_due", "expired", "overdue")

    seen, lapsed, told = years(daily=True)
    assert years(daily=False) == (seen, lapsed, told)
    assert [(course, source, at[:10], due) for who, course, source, at, due, _ in seen if who == "ada"] == [
        ("X", "rule", "2026-03-02", "2026-03-02"),
        ("X-SHORT", "recertification", "2027-01-31", "2027-03-02"),
        ("X-SHORT", "recertification", "2028-02-01", "2028-03-02"),
        ("X-SHORT", "recertification", "2029-01-31", "2029-03-02"),
    ]
    # Bo never renewed: the short course was withdrawn when the grace ended, and the whole one asked for once.
    assert [(course, at[:10], status) for who, course, _, at, _, status in seen if who == "bo"] == [
        ("X", "2026-03-02", "completed"),
        ("X-SHORT", "2027-01-31", "withdrawn"),
        ("X", "2027-03-17", "assigned"),
    ]
    assert lapsed == [("expired", "2027-03-02")]


def test_a_pass_after_the_leavers_return_renews_what_lapsed_meanwhile() -> None:
    with school([course("X", validity=YEAR, window_days=30)], [rule("X")]) as lms:
        user = lms.join("ada")
        lms.passes("ada", "X")
        lms.lms.deactivate(user)
        lms.until("2027-06-01")
        assert lms.told("reminded") == []  # nobody reminds a leaver
        lms.lms.reactivate(user)
        lms.passes("ada", "X")
        assert history(lms) == [("expired", "2027-03-02"), ("active", "2028-06-01")]
