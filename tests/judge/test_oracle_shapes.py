"""The eighteen shapes of compliance rules as the oracle sees them, with dates worked out by hand."""

import pytest
from judge.thought import Thought
from learning.rows import course, rule

YEAR = {"months": 12}


def test_01_so_many_months_from_completion() -> None:
    lms = Thought([course("C", validity=YEAR, window_days=30)], [rule("C")], "2026-03-10")
    lms.join("ada")
    lms.passes("ada", "C")
    lms.until("2027-02-07")
    assert (lms.holds("ada"), lms.open("ada")) == ({"C": ("active", "2027-03-10")}, {})
    lms.until("2027-02-08")
    assert (lms.holds("ada")["C"][0], lms.open("ada")) == ("renewal_due", {"C": "2027-03-10"})
    lms.until("2027-03-11")
    assert lms.holds("ada")["C"][0] == "expired"


@pytest.mark.parametrize(
    ("year_ends", "start", "due", "valid", "opens", "next_due"),
    [
        ("12-31", "2026-05-04", "2026-12-31", "2027-12-31", "2027-01-01", "2027-12-31"),
        ("06-30", "2026-07-01", "2027-06-30", "2028-06-30", "2027-07-01", "2028-06-30"),
    ],
)
def test_02_03_once_in_each_year(year_ends: str, start: str, due: str, valid: str, opens: str, next_due: str) -> None:
    yearly = {"yearly_by": year_ends}
    lms = Thought([course("C", validity=yearly)], [rule("C", due=yearly)], start)
    lms.join("ada")
    assert lms.open("ada") == {"C": due}
    lms.passes("ada", "C")
    assert lms.holds("ada") == {"C": ("active", valid)}
    lms.until(due)
    assert lms.open("ada") == {}
    lms.until(opens)
    assert lms.open("ada") == {"C": next_due}


def test_04_good_to_the_end_of_the_month() -> None:
    lms = Thought([course("C", validity={"months": 15, "through": "month_end"})], [rule("C")], "2026-03-07")
    lms.join("ada")
    lms.passes("ada", "C")
    assert lms.holds("ada") == {"C": ("active", "2027-06-30")}
    lms.until("2027-06-30")
    assert lms.holds("ada")["C"][0] == "active"
    lms.until("2027-07-01", "00:00")
    assert lms.holds("ada")["C"][0] == "expired"


def test_05_once_only() -> None:
    lms = Thought([course("C")], [rule("C")])
    lms.join("ada")
    lms.passes("ada", "C")
    lms.until("2046-03-02")
    assert (lms.holds("ada"), lms.open("ada")) == ({"C": ("active", "None")}, {})


def test_06_an_event_calls_for_it_again() -> None:
    after = {"rule_id": "after", "on_event": "near-miss", "due": {"days": 14, "after": "event"}}
    lms = Thought(
        [course("C")], [rule("C", {"job_titles": ["fitter"]}), rule("C", {"job_titles": ["fitter"]}, **after)]
    )
    lms.join("ada", job_title="fitter")
    lms.join("bo", job_title="clerk")
    lms.passes("ada", "C")
    lms.lms.tell("near-miss", None)
    assert lms.open("ada") == {}  # passed on that very day
    lms.until("2026-06-01")
    lms.lms.tell("near-miss", ["ada", "bo"])
    lms.lms.tell("near-miss", ["ada"])
    lms.change("ada", location="OSL")
    assert (lms.open("ada"), lms.open("bo")) == ({"C": "2026-06-15"}, {})


def test_07_the_earlier_of_days_and_hours_worked() -> None:
    due = {"earliest": [{"days": 30, "after": "hire"}, {"hours": 100, "field": "hours"}]}
    lms = Thought([course("C")], [rule("C", due=due)])
    lms.join("ada", hire_date="2026-03-02", custom={"hours": 0})
    lms.change("ada", custom={"hours": 99.5})
    assert lms.open("ada") == {"C": "2026-04-01"}
    lms.until("2026-03-16")
    lms.change("ada", custom={"hours": 104})
    assert (lms.open("ada"), lms.overdue("ada")) == ({"C": "2026-03-16"}, False)
    lms.until("2026-03-17", "00:00")
    assert lms.overdue("ada")


def test_08_a_gate_asks_for_its_course_like_any_rule() -> None:
    gated = rule("C", due={"days": 90, "after": "hire"}, gate={"supervised_days": 90})
    lms = Thought([course("C")], [gated])
    lms.join("ada", hire_date="2026-03-02")
    assert lms.open("ada") == {"C": "2026-05-31"}


def test_09_a_promotion_starts_a_clock_of_its_own() -> None:
    six = {"months": 6, "after": "position"}
    rules = [rule("A", due=six), rule("B", {"job_titles": ["boss"]}, due=six)]
    lms = Thought([course("A"), course("B")], rules, "2026-08-31")
    lms.join("ada", job_title="clerk", hire_date="2026-08-31")
    lms.join("bo", position_start_date="2026-08-15")
    lms.until("2026-10-15")
    lms.change("ada", job_title="boss")
    assert lms.open("ada") == {"A": "2027-02-28", "B": "2027-04-15"}
    assert lms.open("bo") == {"A": "2027-02-15"}


def test_10_a_role_lost_and_regained_in_time_needs_no_repeat() -> None:
    lms = Thought([course("C", validity={"months": 36})], [rule("C", {"job_titles": ["driver"]})])
    lms.join("ada", job_title="driver")
    lms.passes("ada", "C")
    lms.change("ada", job_title="clerk")
    lms.until("2026-09-02")
    lms.change("ada", job_title="driver")
    assert lms.open("ada") == {}
    lms.until("2029-03-03")
    assert lms.open("ada") == {"C": "2029-03-02"}


@pytest.mark.parametrize(("back", "wanted"), [("2027-03-02", "BRIEF"), ("2027-03-03", "NEW")])
def test_11_who_returns_soon_enough_is_exempt(back: str, wanted: str) -> None:
    rules = [rule("NEW", exclude={"absence_days": {"below": 366}}), rule("BRIEF", {"absence_days": {"below": 366}})]
    lms = Thought([course("NEW", validity={"months": 6}), course("BRIEF")], rules)
    lms.join("ada")
    lms.passes("ada", "NEW")
    lms.lms.deactivate("ada")
    lms.until(back)
    lms.lms.reactivate("ada")
    assert list(lms.open("ada")) == [wanted]


def test_12_a_site_those_who_work_for_it_and_their_managers_anywhere() -> None:
    audience = {"any": [{"locations": ["CHI"]}, {"custom": {"for": ["CHI"]}}, {"manager_of": {"locations": ["CHI"]}}]}
    lms = Thought([course("C")], [rule("C", audience)])
    lms.join("boss", location="OSL")
    lms.join("ada", location="CHI", manager_external_id="boss")
    lms.join("bo", custom={"for": "CHI"})
    lms.join("cy", location="OSL")
    assert [list(lms.open(who)) for who in ("boss", "ada", "bo", "cy")] == [["C"], ["C"], ["C"], []]
    lms.change("ada", manager_external_id="cy")
    assert (list(lms.open("cy")), list(lms.open("boss"))) == (["C"], [])


def test_13_the_longer_course_replaces_the_shorter() -> None:
    courses = [course("CA1", accepts=["CA2"]), course("CA2")]
    lms = Thought(courses, [rule("CA1"), rule("CA2", {"job_titles": ["boss"]})])
    lms.join("ada")
    assert list(lms.open("ada")) == ["CA1"]
    lms.change("ada", job_title="boss")
    assert list(lms.open("ada")) == ["CA2"]
    lms.passes("ada", "CA2")
    lms.change("ada", job_title="clerk")
    assert lms.open("ada") == {}


def test_14_18_the_refresher_does_until_its_grace_is_over() -> None:
    courses = [course("BLS", validity={"months": 24}, window_days=30, grace_days=30), course("REV", renews="BLS")]
    lms = Thought(courses, [rule("BLS")])
    for who in ("ada", "bo"):
        lms.join(who)
        lms.passes(who, "BLS")
    lms.until("2028-02-01")  # 30 days before 2 March, in a leap year
    assert lms.open("ada") == {"REV": "2028-03-02"}
    lms.passes("ada", "REV")
    assert lms.holds("ada") == {"BLS": ("active", "2030-02-01")}
    lms.until("2028-04-01")
    assert list(lms.open("bo")) == ["REV"]
    lms.until("2028-04-02", "00:00")
    assert lms.open("bo") == {"BLS": "2028-03-02"}


def test_15_the_same_course_for_each_registration() -> None:
    yearly = {"yearly_by": "12-31"}
    lms = Thought([course("C", validity=yearly)], [rule("C", per="list", due=yearly)])
    lms.join("ada", custom={"list": "S7; S63"})
    lms.join("bo")
    assert (lms.open("ada"), lms.open("bo")) == ({"C/S7": "2026-12-31", "C/S63": "2026-12-31"}, {})
    lms.change("ada", custom={"list": "S7"})
    lms.passes("ada", "C")
    lms.change("ada", custom={"list": "S7;S24"})
    assert (lms.holds("ada"), list(lms.open("ada"))) == ({"C/S7": ("active", "2027-12-31")}, ["C/S24"])


@pytest.mark.parametrize(
    ("policy", "by", "due"), [("earliest", "soon", "2026-03-09"), ("priority", "late", "2026-04-01")]
)
def test_16_two_jurisdictions_are_one_enrollment(policy: str, by: str, due: str) -> None:
    late = rule("C", rule_id="late", due={"days": 30, "after": "assignment"}, priority=1)
    soon = rule("C", rule_id="soon", due={"days": 7, "after": "assignment"})
    lms = Thought([course("C")], [late, soon], policy={"on_overlap": policy})
    lms.join("ada")
    assert [(e.rule_id, str(e.due_on)) for e in lms.lms.accounts["ada"].enrollments] == [(by, due)]


def test_17_at_least_one_holder_at_each_site() -> None:
    lms = Thought([course("C", validity={"months": 60})], [rule("C", {"job_titles": ["cook"]}, minimum_holders=1)])
    lms.join("bo", job_title="cook", location="OSL", hire_date="2025-01-01")
    lms.join("ada", job_title="cook", location="OSL", hire_date="2020-01-01")
    lms.join("cy", job_title="cook", location="CHI")
    assert [list(lms.open(who)) for who in ("bo", "ada", "cy")] == [["C"], [], ["C"]]
    lms.lms.deactivate("bo")
    lms.passes("ada", "C")
    lms.change("ada", job_title="clerk")  # still holds it, and counts
    lms.join("di", job_title="cook", location="OSL", hire_date="2010-01-01")
    assert lms.open("di") == {}
    lms.until("2031-03-03")
    assert list(lms.open("di")) == ["C"]


def test_a_prerequisite_comes_first_and_puts_off_what_requires_it() -> None:
    week, month = ({"days": n, "after": "assignment"} for n in (7, 30))
    lms = Thought([course("A"), course("B", requires=["A"])], [rule("B", due=week), rule("A", due=month)])
    lms.join("ada")
    assert lms.open("ada") == {"A": "2026-04-01", "B": "2026-04-01"}
    assert not lms.may("ada", "B")
    lms.passes("ada", "A")
    assert lms.may("ada", "B")


def test_an_ordered_path_is_walked_in_order() -> None:
    path = {"path": "P", "title": "P", "courses": ["A", "B"], "ordered": True}
    lms = Thought([course("A"), course("B")], [rule(None, rule_id="both", path="P")], paths=[path])
    lms.join("ada")
    assert (list(lms.open("ada")), lms.may("ada", "B")) == (["A", "B"], False)


def test_whoever_is_excused_is_not_asked_again() -> None:
    lms = Thought([course("C")], [rule("C")])
    lms.join("ada")
    lms.lms.waive("ada", "C")
    lms.change("ada", job_title="clerk")
    assert lms.open("ada") == {}


def test_a_rule_in_a_new_version_takes_and_leaves_people() -> None:
    lms = Thought([course("C")], [rule("C", {"job_titles": ["nurse"]})])
    lms.join("ada", job_title="nurse")
    lms.join("bo", job_title="clerk")
    lms.lms.change_rule({**rule("C", {"job_titles": ["clerk"]}), "version": 2})
    assert (lms.open("ada"), list(lms.open("bo"))) == ({}, ["C"])
    assert [e.rule_version for e in lms.lms.accounts["bo"].enrollments] == [2]


def test_a_group_is_joined_and_left() -> None:
    lms = Thought([course("C")], [rule("C", {"groups": ["G"]})], groups=[{"group": "G", "title": "G"}])
    lms.join("ada")
    lms.lms.join_group("ada", "G")
    assert list(lms.open("ada")) == ["C"]
    lms.lms.leave_group("ada", "G")
    assert lms.open("ada") == {}
