"""A second look of the rules writes nothing: counted in rows of the database, not taken on trust."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.rules.catalog_reading import rule_from
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.store import accounts

COURSES = [
    course("ONCE"),
    course("LONG", validity={"months": 12}, window_days=30, grace_days=14),
    course("SHORT", renews="LONG"),
    course("WIDE", validity={"months": 24}),
    course("NARROW", accepts=["WIDE"]),
    course("SITE"),
    course("LIFT", kind="classroom"),
]
RULES = [
    rule("ONCE"),
    rule("LONG", {"job_titles": ["nurse", "clerk"]}, due={"days": 14, "after": "hire"}),
    rule("NARROW", {"locations": ["OSL"]}),
    rule("WIDE", {"manager_of": {"locations": ["OSL"]}}),
    rule("LIFT", {"tenure_days": {"at_least": 10}}, per="list"),
    rule("SITE", minimum_holders=2),
    rule("ONCE", rule_id="again", on_event="boom"),
]


def writes(lms: School, what: Callable[[], Any]) -> int:
    """How many rows something inserts, updates or deletes, as SQLite itself counts them."""

    def counted() -> int:
        with lms.world.store.transaction() as db:
            return int(db.driver.total_changes)

    before = counted()
    what()
    return counted() - before


def look_again(lms: School) -> None:
    """Everything the rules could have to say of anybody, once more."""
    tenant = lms.lms._tenant
    with tenant.store.transaction() as db:
        people = accounts.active(db)
        look_at(tenant, db, people)
        for user in people:
            look_at(tenant, db, [user])
        fill_sites(tenant, db, {each.location for each in people})


@pytest.fixture(params=["keep", "withdraw_unstarted", "withdraw_all"])
def lms(request: pytest.FixtureRequest) -> Iterator[School]:
    """Twenty-five people, so that both ways of reading are used: of a few, and of everybody at once."""
    with school(COURSES, RULES, policy={"on_rule_exit": request.param}) as made:
        made.join("boss", job_title="manager", hire_date="2020-01-01")
        for number in range(24):
            made.join(
                f"p{number:02}",
                job_title=("nurse", "clerk", "cook")[number % 3],
                location=("OSL", "CHI")[number % 2],
                manager_external_id="boss",
                hire_date="2026-03-01",
                custom={"list": "x;y"} if number % 4 == 0 else {},
            )
        yield made


def test_nothing_is_written_where_nothing_changed(lms: School) -> None:
    assert writes(lms, lambda: look_again(lms)) == 0
    lms.lms.act("p00", "LONG", "start")
    for who in ("p01", "p03", "p04"):
        lms.passes(who, "LONG")
    lms.passes("p02", "NARROW")
    lms.change("p05", job_title="nurse", location="OSL")
    lms.change("p06", job_title="manager", location="CHI")
    lms.lms.deactivate(lms.account("p07"))
    lms.lms.waive(lms.enrollments("p08")[0].enrollment_id, "excused")
    lms.lms.tell_event("boom")
    for day in ("2026-03-12", "2026-04-01", "2027-02-20", "2027-03-10", "2027-05-01"):
        assert writes(lms, lambda: look_again(lms)) == 0
        lms.until(day)
    assert writes(lms, lambda: look_again(lms)) == 0


def test_the_same_told_again_writes_nothing(lms: School) -> None:
    profile = {"job_title": "clerk", "location": "CHI", "custom": {"list": "x"}}
    assert writes(lms, lambda: lms.change("p00", **profile)) > 0
    assert writes(lms, lambda: lms.change("p00", **profile)) == 0
    lms.lms.deactivate(lms.account("p01"))
    assert writes(lms, lambda: lms.lms.deactivate(lms.account("p01"))) == 0
    assert writes(lms, lambda: lms.lms.reactivate(lms.account("p02"))) == 0


def test_a_trial_writes_nothing_and_the_rule_put_again_enrolls_nobody(lms: School) -> None:
    everywhere = rule_from(rule("WIDE", {"countries": ["NO"]}, rule_id="wide-in-norway"), "")
    assert writes(lms, lambda: lms.lms.try_rule(everywhere)) == 0
    lms.lms.change_rule(everywhere)
    before = lms.lms.enrollments(limit=None)
    lms.lms.change_rule(everywhere)
    assert lms.lms.enrollments(limit=None) == before


def test_the_count_would_see_a_single_write(lms: School) -> None:
    lms.lms.withdraw(lms.enrollments("p00")[0].enrollment_id)
    assert writes(lms, lambda: look_again(lms)) > 0  # the course that somebody was taken off
    assert writes(lms, lambda: look_again(lms)) == 0
