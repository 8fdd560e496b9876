"""How an enrollment goes on when people move: transfers there and back, rules left, work by hand, equivalents."""

from datetime import date

import pytest
from learning.rows import course, rule
from learning.school import School, school

WEEK = {"days": 7, "after": "assignment"}
WARD = rule("WARD", {"departments": ["Ward"]}, due=WEEK)


def story(lms: School, who: str = "ada") -> list[tuple[str, str, str]]:
    """(course, source, status) of every enrollment, oldest first."""
    return [(each.course, each.source, each.status) for each in lms.enrollments(who)]


@pytest.mark.parametrize(
    ("policy", "unbegun", "begun"),
    [
        ("keep", "assigned", "in_progress"),
        ("withdraw_unstarted", "withdrawn", "in_progress"),
        ("withdraw_all", "withdrawn", "withdrawn"),
    ],
)
def test_who_leaves_a_rule_keeps_or_loses_what_it_asked_for(policy: str, unbegun: str, begun: str) -> None:
    more = rule("MORE", {"departments": ["Ward"]}, due=WEEK)
    with school([course("WARD"), course("MORE")], [WARD, more], policy={"on_rule_exit": policy}) as lms:
        lms.join("ada", department="Ward")
        lms.lms.act("ada", "MORE", "start")
        lms.change("ada", department="Office")
        assert story(lms) == [("WARD", "rule", unbegun), ("MORE", "rule", begun)]


def test_a_transfer_and_back_is_asked_anew_with_a_date_of_its_own() -> None:
    with school([course("WARD")], [WARD]) as lms:
        lms.join("ada", department="Ward")
        lms.until("2026-03-05")
        lms.change("ada", department="Office")
        lms.until("2026-03-20")
        lms.change("ada", department="Ward")
        assert story(lms) == [("WARD", "rule", "withdrawn"), ("WARD", "rule", "assigned")]
        assert lms.open("ada") == {"WARD": "2026-03-27"}
        assert lms.told("overdue") == []


def test_a_transfer_and_back_finds_what_was_done_done() -> None:
    with school([course("WARD", validity={"months": 12})], [WARD]) as lms:
        lms.join("ada", department="Ward")
        lms.passes("ada", "WARD")
        lms.change("ada", department="Office")
        lms.change("ada", department="Ward")
        assert story(lms) == [("WARD", "rule", "completed")]
        lms.change("ada", department="Office")
        lms.until("2027-03-03")
        assert lms.open("ada") == {}  # it ran out where nobody asks for it
        lms.change("ada", department="Ward")
        assert lms.open("ada") == {"WARD": "2027-03-02"}


@pytest.mark.parametrize("policy", ["keep", "withdraw_unstarted", "withdraw_all"])
def test_what_was_made_by_hand_is_never_touched_by_rules(policy: str) -> None:
    with school([course("WARD", validity={"months": 1})], [WARD], policy={"on_rule_exit": policy}) as lms:
        user = lms.join("ada", department="Office")
        made = lms.lms.enroll_by_hand(user, "WARD", date(2026, 12, 1))
        for department in ("Ward", "Office", "Ward", None):
            lms.change("ada", department=department)
            assert lms.enrollments("ada") == [made]  # it serves the rule, and keeps its own date
        lms.change("ada", hire_date="2020-01-01", custom={"hours": 5})
        lms.until("2026-11-30")
        assert lms.enrollments("ada") == [made]
        assert lms.told("enrolled", "withdrawn") == []


def test_a_longer_course_done_earlier_does_for_the_shorter_and_its_end_asks_for_the_shorter() -> None:
    courses = [
        course("TWO", validity={"months": 24}, window_days=30),
        course("ONE", accepts=["TWO"], validity={"months": 12}, window_days=30),
    ]
    with school(courses, [rule("ONE", {"locations": ["LAX"]}, due=WEEK)]) as lms:
        user = lms.join("ada")
        lms.lms.enroll_by_hand(user, "TWO")
        lms.passes("ada", "TWO")
        lms.change("ada", location="LAX")
        assert lms.open("ada") == {}  # ONE is met by TWO through 2 March 2028
        lms.until("2028-01-31")
        assert lms.open("ada") == {}
        lms.until("2028-02-01")  # 30 days before
        assert lms.open("ada") == {"ONE": "2028-03-02"}
        lms.passes("ada", "ONE")
        assert lms.holds("ada")["ONE"] == ("active", "2029-02-01")
        assert lms.open("ada") == {}


def test_of_two_that_accept_each_other_either_does() -> None:
    courses = [course("A", accepts=["B"]), course("B", accepts=["A"])]
    with school(courses, [rule("A", {"locations": ["OSL"]}), rule("B", {"job_titles": ["nurse"]})]) as lms:
        lms.join("ada", location="OSL", job_title="nurse")
        lms.join("bo", job_title="nurse")
        assert (list(lms.open("ada")), list(lms.open("bo"))) == (["A"], ["B"])
        lms.passes("bo", "B")
        lms.change("bo", location="OSL")
        assert lms.open("bo") == {}


def test_an_equivalent_serves_only_the_instance_for_which_it_was_passed() -> None:
    courses = [course("TWO"), course("ONE", accepts=["TWO"])]
    with school(courses, [rule("ONE", per="list")]) as lms:
        user = lms.join("ada")
        lms.lms.enroll_by_hand(user, "TWO")
        lms.passes("ada", "TWO")
        lms.change("ada", custom={"list": "x"})
        assert list(lms.open("ada")) == ["ONE/x"]


def test_from_assigned_to_expired_every_state_is_told_once() -> None:
    with school([course("X", validity={"months": 1}, window_days=7)], [rule("X", due=WEEK)]) as lms:
        lms.join("ada")
        lms.until("2026-03-10")
        lms.lms.act("ada", "X", "start")
        lms.lms.act("ada", "X", "fail", 10)
        lms.lms.act("ada", "X", "pass", 90)
        lms.until("2026-05-01")
        told = ("enrolled", "overdue", "started", "failed", "passed", "renewal_due", "expired")
        assert lms.told(*told) == [
            ("2026-03-02 09:00", "enrolled"),
            ("2026-03-10 00:00", "overdue"),
            ("2026-03-10 09:00", "started"),
            ("2026-03-10 09:00", "failed"),
            ("2026-03-10 09:00", "passed"),
            ("2026-04-03 00:00", "renewal_due"),
            ("2026-04-03 00:00", "enrolled"),
            ("2026-04-11 00:00", "expired"),
            ("2026-04-11 00:00", "overdue"),
        ]
