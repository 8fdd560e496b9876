"""The eighteen shapes of compliance rules, each with dates worked out by hand. Named as in the list of shapes."""

import pytest
from learning.rows import course, rule
from learning.school import school

from rosterproof_sim.domain.words.refusals import Refused

YEAR = {"months": 12}


def test_01_so_many_months_from_completion() -> None:
    with school([course("BBP", validity=YEAR, window_days=30)], [rule("BBP")]) as lms:
        lms.join("ada")
        lms.until("2026-03-10")
        lms.passes("ada", "BBP")
        assert lms.holds("ada") == {"BBP": ("active", "2027-03-10")}
        lms.until("2027-02-07")
        assert lms.open("ada") == {}
        lms.until("2027-02-08")  # 30 days before 10 March
        assert lms.open("ada") == {"BBP": "2027-03-10"}
        lms.until("2027-03-10")
        assert lms.holds("ada")["BBP"][0] == "renewal_due"
        lms.until("2027-03-11")
        assert lms.holds("ada")["BBP"][0] == "expired"


def test_02_once_in_each_calendar_year() -> None:
    with school(
        [course("IL", validity={"yearly_by": "12-31"})], [rule("IL", due={"yearly_by": "12-31"})], "2026-05-04"
    ) as lms:
        lms.join("ada")
        assert lms.open("ada") == {"IL": "2026-12-31"}
        lms.passes("ada", "IL")
        assert lms.holds("ada") == {"IL": ("active", "2027-12-31")}
        lms.until("2026-12-31")
        assert lms.open("ada") == {}
        lms.until("2027-01-01")
        assert lms.open("ada") == {"IL": "2027-12-31"}
        lms.until("2027-12-31")
        lms.passes("ada", "IL")
        assert lms.holds("ada")["IL"] == ("active", "2028-12-31")
        lms.until("2028-01-01")
        assert lms.open("ada") == {"IL": "2028-12-31"}


def test_03_a_window_that_is_not_the_year() -> None:
    with school(
        [course("CHI", validity={"yearly_by": "06-30"})], [rule("CHI", due={"yearly_by": "06-30"})], "2026-07-01"
    ) as lms:
        lms.join("ada")
        assert lms.open("ada") == {"CHI": "2027-06-30"}
        lms.until("2027-06-30")
        lms.passes("ada", "CHI")
        assert lms.holds("ada") == {"CHI": ("active", "2028-06-30")}
        lms.until("2027-07-01")
        assert lms.open("ada") == {"CHI": "2028-06-30"}


def test_04_calendar_months_good_to_the_end_of_the_month() -> None:
    with school([course("CIP", validity={"months": 15, "through": "month_end"})], [rule("CIP")], "2026-03-07") as lms:
        lms.join("ada")
        lms.passes("ada", "CIP")
        assert lms.holds("ada") == {"CIP": ("active", "2027-06-30")}
        lms.until("2027-06-30")
        assert lms.holds("ada")["CIP"][0] == "active"
        lms.until("2027-07-01")
        assert lms.holds("ada")["CIP"][0] == "expired"


def test_05_once_only() -> None:
    with school([course("SUSP")], [rule("SUSP", {"job_titles": ["supervisor"]})]) as lms:
        lms.join("ada", job_title="supervisor")
        lms.passes("ada", "SUSP")
        lms.until("2046-03-02")
        assert lms.holds("ada") == {"SUSP": ("active", None)}
        assert lms.open("ada") == {}


def test_06_an_event_calls_for_it_again() -> None:
    with school(
        [course("LOTO")],
        [
            rule("LOTO", {"job_titles": ["electrician"]}),
            rule(
                "LOTO",
                {"job_titles": ["electrician"]},
                rule_id="after-a-near-miss",
                on_event="near-miss",
                due={"days": 14, "after": "event"},
            ),
        ],
    ) as lms:
        lms.join("ada", job_title="electrician")
        lms.join("bo", job_title="clerk")
        lms.passes("ada", "LOTO")
        lms.until("2026-06-01")
        lms.lms.tell_event("near-miss", ["ada", "bo"])
        lms.lms.tell_event("near-miss", ["ada"])  # enrolled already: once is enough
        assert lms.open("ada") == {"LOTO": "2026-06-15"}
        assert lms.open("bo") == {}
        lms.until("2026-06-02")
        lms.change("ada", location="OSL")
        assert lms.open("ada") == {"LOTO": "2026-06-15"}  # the rules look again and leave it alone
        lms.passes("ada", "LOTO")
        assert lms.open("ada") == {}


def test_07_the_earlier_of_days_and_hours_worked() -> None:
    due = {"earliest": [{"days": 30, "after": "hire"}, {"hours": 100, "field": "hours_worked"}]}
    with school([course("CA1")], [rule("CA1", due=due)]) as lms:
        lms.join("ada", hire_date="2026-03-02", custom={"hours_worked": 0})
        lms.join("bo", hire_date="2026-03-02", custom={"hours_worked": 0})
        assert lms.open("ada") == {"CA1": "2026-04-01"}
        lms.until("2026-03-13")
        lms.change("ada", custom={"hours_worked": 99.5})
        assert lms.open("ada") == {"CA1": "2026-04-01"}
        lms.until("2026-03-16")
        lms.change("ada", custom={"hours_worked": 104})
        assert lms.open("ada") == {"CA1": "2026-03-16"}
        lms.until("2026-04-10")
        lms.change("bo", custom={"hours_worked": 200})
        assert lms.open("bo") == {"CA1": "2026-04-01"}  # the days were over first
        assert lms.told("overdue") == [("2026-03-17 00:00", "overdue"), ("2026-04-02 00:00", "overdue")]


def test_08_a_gate_with_work_under_supervision() -> None:
    with school(
        [course("HAZ", validity={"months": 36})],
        [rule("HAZ", due={"days": 90, "after": "hire"}, gate={"supervised_days": 90})],
    ) as lms:
        lms.join("ada", hire_date="2026-03-02")
        assert lms.open("ada") == {"HAZ": "2026-05-31"}
        assert lms.lms.rules()[0].gate is not None


def test_09_a_promotion_starts_a_clock_of_its_own() -> None:
    six_months = {"months": 6, "after": "position"}
    with school(
        [course("CA1"), course("CA2")],
        [rule("CA1", due=six_months), rule("CA2", {"job_titles": ["supervisor"]}, due=six_months)],
        "2026-08-31",
    ) as lms:
        lms.join("ada", job_title="clerk", hire_date="2026-08-31")
        assert lms.open("ada") == {"CA1": "2027-02-28"}
        lms.until("2026-10-15")
        lms.change("ada", job_title="supervisor")
        assert lms.open("ada") == {"CA1": "2027-02-28", "CA2": "2027-04-15"}


def test_09_the_first_day_in_the_position_counts_where_it_is_told() -> None:
    with school([course("CA2")], [rule("CA2", due={"months": 6, "after": "position"})]) as lms:
        lms.join("ada", hire_date="2020-01-01", position_start_date="2026-02-15")
        assert lms.open("ada") == {"CA2": "2026-08-15"}


def test_10_a_role_lost_and_regained_in_time_needs_no_repeat() -> None:
    with school([course("HAZ", validity={"months": 36})], [rule("HAZ", {"job_titles": ["driver"]})]) as lms:
        lms.join("ada", job_title="driver")
        lms.passes("ada", "HAZ")
        lms.change("ada", job_title="clerk")
        lms.until("2026-09-02")
        lms.change("ada", job_title="driver")
        assert lms.open("ada") == {}
        lms.until("2029-03-03")
        assert lms.open("ada") == {"HAZ": "2029-03-02"}


@pytest.mark.parametrize(("back", "wanted"), [("2027-03-01", "BRIEF"), ("2027-03-03", "NEW")])
def test_11_who_returns_soon_enough_is_exempt(back: str, wanted: str) -> None:
    with school(
        [course("NEW", validity={"months": 6}), course("BRIEF")],
        [
            rule("NEW", exclude={"absence_days": {"at_least": 0, "below": 366}}),
            rule("BRIEF", {"absence_days": {"below": 366}}),
        ],
    ) as lms:
        user = lms.join("ada")
        lms.passes("ada", "NEW")
        lms.lms.deactivate(user)
        lms.until(back)
        lms.lms.reactivate(user)
        assert list(lms.open("ada")) == [wanted]


def test_12_a_site_those_who_work_for_it_and_their_managers_anywhere() -> None:
    audience = {
        "any": [
            {"locations": ["CHI"]},
            {"custom": {"works_remotely_for": ["CHI"]}},
            {"manager_of": {"locations": ["CHI"]}},
        ]
    }
    with school([course("CHI")], [rule("CHI", audience)]) as lms:
        lms.join("ada", location="CHI", manager_external_id="boss")
        lms.join("bo", location="OSL", custom={"works_remotely_for": "CHI"})
        lms.join("cy", location="OSL")
        lms.join("boss", location="OSL")
        assert {who: list(lms.open(who)) for who in ("ada", "bo", "cy", "boss")} == {
            "ada": ["CHI"],
            "bo": ["CHI"],
            "cy": [],
            "boss": ["CHI"],
        }
        lms.change("ada", manager_external_id="cy")
        assert (list(lms.open("cy")), list(lms.open("boss"))) == (["CHI"], [])


def test_13_the_longer_course_replaces_the_shorter() -> None:
    with school(
        [course("CA1", accepts=["CA2"], validity={"months": 24}), course("CA2", validity={"months": 24})],
        [rule("CA1", {"locations": ["LAX"]}), rule("CA2", {"job_titles": ["supervisor"]})],
    ) as lms:
        lms.join("ada", location="LAX")
        lms.join("boss", location="LAX", job_title="supervisor")
        assert (list(lms.open("ada")), list(lms.open("boss"))) == (["CA1"], ["CA2"])
        lms.passes("boss", "CA2")
        lms.change("boss", job_title="clerk")
        assert lms.open("boss") == {}  # the two hours count for the one
        lms.change("ada", job_title="supervisor")
        assert list(lms.open("ada")) == ["CA2"]


def test_14_the_initial_course_before_the_refresher() -> None:
    with school(
        [
            course("HAZWOPER-40", validity=YEAR, window_days=60, grace_days=30),
            course("REFRESH-8", renews="HAZWOPER-40"),
        ],
        [rule("HAZWOPER-40")],
    ) as lms:
        lms.join("ada")
        assert list(lms.open("ada")) == ["HAZWOPER-40"]
        lms.passes("ada", "HAZWOPER-40")
        lms.until("2027-01-01")  # 60 days before 2 March
        assert lms.open("ada") == {"REFRESH-8": "2027-03-02"}
        lms.passes("ada", "REFRESH-8")
        assert lms.holds("ada") == {"HAZWOPER-40": ("active", "2028-01-01")}


def test_15_the_same_course_for_each_registration() -> None:
    with school(
        [course("REG", validity={"yearly_by": "12-31"})],
        [rule("REG", per="registrations", due={"yearly_by": "12-31"})],
    ) as lms:
        lms.join("ada", custom={"registrations": "S7; S63"})
        lms.join("bo")
        assert lms.open("ada") == {"REG/S63": "2026-12-31", "REG/S7": "2026-12-31"}
        assert lms.open("bo") == {}
        lms.change("ada", custom={"registrations": "S7"})
        assert list(lms.open("ada")) == ["REG/S7"]
        lms.passes("ada", "REG")
        assert lms.holds("ada") == {"REG/S7": ("active", "2027-12-31")}
        lms.change("ada", custom={"registrations": "S7;S24"})
        assert list(lms.open("ada")) == ["REG/S24"]


def test_16_two_jurisdictions_are_one_enrollment() -> None:
    with school(
        [course("HAR")],
        [
            rule("HAR", {"locations": ["CHI"]}, rule_id="chicago", due={"days": 30, "after": "assignment"}),
            rule("HAR", {"countries": ["US"]}, rule_id="federal", due={"days": 7, "after": "assignment"}),
        ],
    ) as lms:
        lms.join("ada", location="CHI", country="US")
        (one,) = lms.enrollments("ada")
        assert (one.rule_id, one.rule_version, lms.open("ada")) == ("federal", 1, {"HAR": "2026-03-09"})


def test_17_at_least_one_holder_at_each_site() -> None:
    with school(
        [course("FOOD", validity={"months": 60})],
        [rule("FOOD", {"job_titles": ["kitchen-manager"]}, minimum_holders=1)],
    ) as lms:
        lms.join("bo", job_title="kitchen-manager", location="OSL", hire_date="2025-01-01")
        lms.join("ada", job_title="kitchen-manager", location="OSL", hire_date="2020-01-01")
        lms.join("cy", job_title="kitchen-manager", location="CHI", hire_date="2026-01-01")
        # Bo came first and is enrolled; one is enough. Chicago has a need of its own.
        assert [list(lms.open(who)) for who in ("bo", "ada", "cy")] == [["FOOD"], [], ["FOOD"]]
        lms.lms.deactivate(lms.account("bo"))
        assert list(lms.open("ada")) == ["FOOD"]
        lms.passes("ada", "FOOD")
        lms.join("di", job_title="kitchen-manager", location="OSL", hire_date="2010-01-01")
        assert lms.open("di") == {}
        lms.until("2031-03-03")
        assert list(lms.open("di")) == ["FOOD"]  # the certification of the one holder has expired


def test_18_after_the_grace_the_short_course_no_longer_does() -> None:
    with school(
        [course("BLS", validity={"months": 24}, window_days=30, grace_days=30), course("BLS-REVIEW", renews="BLS")],
        [rule("BLS")],
    ) as lms:
        lms.join("ada")
        lms.passes("ada", "BLS")
        lms.until("2028-03-20")
        assert lms.open("ada") == {"BLS-REVIEW": "2028-03-02"}
        lms.until("2028-04-01")  # the last day of the grace
        assert list(lms.open("ada")) == ["BLS-REVIEW"]
        lms.until("2028-04-02")
        assert lms.open("ada") == {"BLS": "2028-03-02"}
        lms.passes("ada", "BLS")
        assert lms.holds("ada")["BLS"] == ("active", "2030-04-02")


def test_a_prerequisite_comes_first_and_puts_off_what_requires_it() -> None:
    with school(
        [course("A"), course("B", requires=["A"])],
        [rule("A", due={"days": 30, "after": "assignment"}), rule("B", due={"days": 7, "after": "assignment"})],
    ) as lms:
        lms.join("ada")
        assert lms.open("ada") == {"A": "2026-04-01", "B": "2026-04-01"}
        with pytest.raises(Refused, match="B requires A"):
            lms.passes("ada", "B")
        lms.passes("ada", "A")
        lms.passes("ada", "B")
        assert lms.open("ada") == {}


def test_an_ordered_path_is_walked_in_order() -> None:
    with school(
        [course("A"), course("B"), course("C")],
        [rule(None, rule_id="all-three", path="START")],
        paths=[{"path": "START", "title": "Start", "courses": ["A", "B", "C"], "ordered": True}],
    ) as lms:
        lms.join("ada")
        assert list(lms.open("ada")) == ["A", "B", "C"]
        with pytest.raises(Refused, match="C requires B"):
            lms.passes("ada", "C")
