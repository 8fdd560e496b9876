"""The reports of the LMS over a handful of people, with figures counted by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.lms.reports.compliance import Wanted
from rosterproof_sim.lms.reports.scope import Scope

COURSES = [
    course("BBP", regulation="OSHA", validity={"months": 1}, window_days=10),
    course("SEC", regulation="Security", validity={"months": 12}),
    course("LEAD"),
]
RULES = [
    rule("BBP", {"departments": ["Ward"]}, due={"days": 5, "after": "hire"}, gate={"supervised_days": 2}),
    rule("SEC", due={"days": 10, "after": "hire"}),
    rule("LEAD", {"job_titles": ["head"]}, due={"days": 60, "after": "hire"}),
]
HIRED = {"hire_date": "2026-03-02", "location": "OSL"}


@pytest.fixture
def lms() -> Iterator[School]:
    """Hedda leads Ada and Bo in the ward; Ida, at another site, leads Cy and Di of the office, and reports to Hedda.

    By 20 March: Ada has done everything, Bo nothing, Cy security (late), Di nothing; Hedda and Ida security only.
    """
    with school(COURSES, RULES) as made:
        made.join("hedda", job_title="head", department="Board", **HIRED)
        made.join("ada", department="Ward", manager_external_id="hedda", **HIRED)
        made.join("bo", department="Ward", manager_external_id="hedda", **HIRED)
        made.join(
            "ida", job_title="head", department="Office", manager_external_id="hedda", **HIRED | {"location": "CHI"}
        )
        made.join("cy", department="Office", manager_external_id="ida", **HIRED | {"location": "CHI"})
        made.join("di", department="Office", manager_external_id="ida", **HIRED | {"location": "CHI"})
        for who in ("hedda", "ida", "ada"):
            made.passes(who, "SEC")
        made.passes("ada", "BBP")
        made.until("2026-03-18")
        made.lms.act("cy", "SEC", "fail", 20)
        made.passes("cy", "SEC")
        made.until("2026-03-20")
        yield made


def rows(lms: School, by: Any, **wanted: Any) -> dict[str | None, tuple[int, int, float | None]]:
    """Heading -> people, of them compliant, percent."""
    found = lms.lms.reports.compliance(by, Wanted(**wanted)).rows
    return {each.key: (each.people, each.compliant, each.compliant_percent) for each in found}


def test_compliance_under_each_heading(lms: School) -> None:
    assert rows(lms, "department") == {"Board": (1, 1, 100.0), "Office": (3, 2, 66.7), "Ward": (2, 1, 50.0)}
    assert rows(lms, "location") == {"CHI": (3, 2, 66.7), "OSL": (3, 2, 66.7)}
    assert rows(lms, "manager") == {"hedda": (3, 2, 66.7), "ida": (2, 1, 50.0), None: (1, 1, 100.0)}
    assert rows(lms, "regulation") == {"OSHA": (2, 1, 50.0), "Security": (6, 4, 66.7), None: (2, 2, 100.0)}
    assert rows(lms, "course")["SEC"] == (6, 4, 66.7)


def test_a_row_says_how_everything_required_stood(lms: School) -> None:
    found = lms.lms.reports.compliance("department")
    ward = next(each for each in found.rows if each.key == "Ward")
    assert (ward.required, ward.certified, ward.overdue, ward.due) == (4, 2, 2, 0)
    total = found.total
    assert (total.people, total.compliant, total.required, total.certified, total.due) == (6, 4, 10, 5, 2)


def test_a_dashboard_narrows_and_leads_to_people(lms: School) -> None:
    assert rows(lms, "department", manager="hedda") == {"Office": (1, 1, 100.0), "Ward": (2, 1, 50.0)}
    assert rows(lms, "location", regulation="OSHA") == {"OSL": (2, 1, 50.0)}
    found = lms.lms.reports.people(Wanted(department="Ward", compliant=False))
    assert [(each.external_id, each.breaches, each.required, each.done) for each in found] == [
        ("bo", ("BBP overdue", "SEC overdue"), 2, 0)
    ]


def test_a_dashboard_is_of_a_day(lms: School) -> None:
    found = lms.lms.reports.compliance("department", on=date(2026, 3, 7))
    assert {each.key: each.compliant for each in found.rows} == {"Board": 1, "Office": 3, "Ward": 2}
    assert (found.total.certified, found.total.due) == (4, 6)


def test_a_manager_sees_the_line_below_and_nobody_else(lms: School) -> None:
    whole = lms.lms.reports.people(Wanted(scope=Scope(head="hedda")))
    assert {each.external_id for each in whole} == {"hedda", "ada", "bo", "ida", "cy", "di"}
    line = Scope(head="ida")
    assert {each.external_id for each in lms.lms.reports.people(Wanted(scope=line))} == {"ida", "cy", "di"}
    with pytest.raises(NotFound):
        lms.lms.reports.audit(lms.account("ada"), scope=line)
    assert lms.lms.reports.audit(lms.account("cy"), scope=line).compliant
    assert lms.lms.reports.license_use(scope=line).in_use == 3
    assert [each.department for each in lms.lms.reports.by_department(scope=line)[1]] == ["Office"]


def test_two_who_manage_each_other_do_not_keep_it_waiting(lms: School) -> None:
    lms.change("hedda", manager_external_id="cy")
    assert len(lms.lms.reports.people(Wanted(scope=Scope(head="hedda")))) == 6


def test_who_is_cleared(lms: School) -> None:
    (gate,) = lms.lms.reports.gates()
    assert (gate.course, gate.people, gate.cleared, gate.supervised, gate.barred) == ("BBP", 2, 1, 0, 1)
    (early,) = lms.lms.reports.gates(on=date(2026, 3, 4))
    assert (early.cleared, early.supervised, early.barred) == (1, 1, 0)
    barred = lms.lms.reports.clearances(clearance="barred")
    assert [(each.external_id, each.supervised_until) for each in barred] == [("bo", date(2026, 3, 4))]


def test_what_expires_when(lms: School) -> None:
    found = [(each.month, each.key, each.certifications, each.last_on) for each in lms.lms.reports.forecast()]
    assert found == [
        ("2026-04", "BBP", 1, date(2026, 4, 2)),
    ]
    longer = lms.lms.reports.forecast(months=13)
    assert [(each.month, each.key, each.certifications) for each in longer][1:] == [("2027-03", "SEC", 4)]
    by_site = lms.lms.reports.forecast("location", months=13, course="SEC")
    assert [(each.key, each.certifications) for each in by_site] == [("CHI", 2), ("OSL", 2)]
    lms.until("2026-03-24")
    assert lms.lms.reports.forecast()[0].renewal_open == 1
    lms.lms.deactivate(lms.account("ada"))
    assert lms.lms.reports.forecast() == []


def test_licenses_are_freed_and_taken_again(lms: School) -> None:
    lms.lms.deactivate(lms.account("di"))
    lms.lms.sign_in("u0000001", lms.world.credential("learner", 1))
    lms.until("2026-05-04")
    lms.lms.reactivate(lms.account("di"))
    lms.until("2026-05-05")
    lms.lms.deactivate(lms.account("bo"))
    lms.change("cy", employment_status="terminated")
    use = lms.lms.reports.license_use()
    assert use.licenses is None
    assert (use.in_use, use.closed, use.signed_in_90_days, use.open_of_leavers) == (5, 1, 1, 1)
    told = [(m.month, m.opened, m.reopened, m.closed, m.in_use_at_end, m.peak) for m in use.months]
    assert told == [("2026-03", 6, 0, 1, 5, 6), ("2026-04", 0, 0, 0, 5, 5), ("2026-05", 0, 1, 1, 5, 6)]
    assert [m.month for m in lms.lms.reports.license_use(months=1).months] == ["2026-05"]


def test_the_number_of_licenses_stands_beside_those_in_use() -> None:
    with school([], [], policy={"licenses": 2}) as made:
        made.join("ada")
        use = made.lms.reports.license_use()
        assert (use.licenses, use.in_use) == (2, 1)


def test_completion_by_department_is_of_the_department_then(lms: School) -> None:
    lms.change("cy", department="Elsewhere")
    found = {each.department: each for each in lms.lms.reports.by_department()[1]}
    ward, office = found["Ward"], found["Office"]
    assert (ward.enrolled, ward.completed, ward.completed_on_time, ward.overdue) == (4, 2, 2, 2)
    assert (ward.completion_percent, ward.on_time_percent, ward.first_try_percent) == (50.0, 50.0, 100.0)
    assert (office.enrolled, office.completed, office.completed_late, office.open) == (4, 2, 1, 2)
    assert (office.average_days, office.first_try_percent, office.average_score) == (8.0, 50.0, 100.0)
    assert "Elsewhere" not in found
    assert lms.lms.reports.by_department(date(2026, 3, 3))[1] == []


def test_retention_begins_for_all_on_one_day(lms: School) -> None:
    lms.passes("hedda", "LEAD")
    lms.until("2026-03-30")
    lms.lms.deactivate(lms.account("bo"))
    lms.passes("ida", "LEAD")  # after the first day: counts with those who had not
    found = lms.lms.reports.retention(first=date(2026, 3, 20))
    assert found.courses == ("LEAD",)
    assert [(each.group, each.people, each.still_open) for each in found.rows] == [
        ("completed", 1, 1),
        ("not_completed", 5, 4),
    ]
    assert found.difference_points == 20.0
    assert lms.lms.reports.retention(["SEC"], first=date(2026, 3, 20)).rows[0].people == 4
    with pytest.raises(Invalid, match="there is no course 'NO'"):
        lms.lms.reports.retention(["NO"])
    with pytest.raises(Invalid, match="is after"):
        lms.lms.reports.retention(first=date(2026, 3, 30), last=date(2026, 3, 20))
    with pytest.raises(Invalid, match="the present day"):
        lms.lms.reports.retention(last=date(2026, 4, 20))


def test_what_strong_teams_share(lms: School) -> None:
    lms.passes("ida", "LEAD")
    found = lms.lms.reports.teams(least=2)
    told = {each.manager_external_id: each for each in found.teams}
    assert {name: (each.people, each.strong, each.kept_percent) for name, each in told.items()} == {
        "hedda": (3, True, 66.7),  # four of six kept: Ada both, Ida both, Bo none
        "ida": (2, False, 50.0),
    }
    assert (told["ida"].manager, told["ida"].manager_developed, told["ida"].on_time_percent) == ("ida", True, 0.0)
    assert told["hedda"].average_tenure_days == 18.0
    patterns = {each.measure: (each.strong_teams, each.other_teams, each.difference) for each in found.patterns}
    assert patterns["development_percent"] == (33.3, 0.0, 33.3)
    assert patterns["managers_developed_percent"] == (0.0, 100.0, -100.0)
    assert lms.lms.reports.teams(least=4).teams == ()


def test_as_many_queries_for_many_as_for_few(lms: School) -> None:
    asked: list[str] = []
    lms.world.store._connection.driver.set_trace_callback(asked.append)

    def count() -> int:
        asked.clear()
        lms.lms.reports.compliance("manager")
        lms.lms.reports.gates()
        lms.lms.reports.by_department()
        lms.lms.reports.teams(least=2)
        lms.lms.reports.license_use()
        lms.lms.reports.forecast()
        return len(asked)

    count()  # what is read once and kept, is read
    few = count()
    for number in range(40):
        lms.join(f"new{number}", department="Ward", manager_external_id="ada", **HIRED)
    assert count() == few


def test_the_present_is_read_alike_in_both_ways(lms: School) -> None:
    """Today is read off the newest profiles, any other moment off all of them: with the same outcome."""
    lms.change("ada", job_title="head", employment_status="on_leave")
    lms.lms.deactivate(lms.account("bo"))
    lms.until("2026-04-01")
    lms.lms.reactivate(lms.account("bo"))
    lms.change("cy", department="Ward", position_start_date="2026-03-20")
    lms.change("ada", employment_status="active")
    lms.lms.deactivate(lms.account("di"))
    now = lms.world.clock.now()
    for by in ("manager", "department", "course"):
        assert lms.lms.reports.compliance(by) == lms.lms.reports.compliance(by, known_at=now)
    assert lms.lms.reports.people() == lms.lms.reports.people(known_at=now)
    assert lms.lms.reports.clearances() == lms.lms.reports.clearances(known_at=now)
    said = {each.external_id: each.compliant for each in lms.lms.reports.people()}
    assert said == {who: lms.lms.reports.audit(lms.account(who)).compliant for who in said}
