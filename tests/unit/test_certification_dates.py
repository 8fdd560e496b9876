"""How long a pass is valid, and what the clock does to it."""

from datetime import date, timedelta

import pytest
from unit.small_world import ADA, TODAY, a_world, advance_days, courses_of, facts

from rosterproof_sim.domain.rules.certification import suffices, term
from rosterproof_sim.domain.words.catalog import Course, Validity
from rosterproof_sim.domain.words.learning import Certification, CertificationStatus

COURSE = Course(code="X", title="X", validity=Validity(days=365), window_days=30)
NO_WINDOW = Course(code="X", title="X", validity=Validity(days=365))


def certification(status: CertificationStatus, expires_on: date | None) -> Certification:
    return Certification(
        certification_id="K0000001",
        user_id="U0000001",
        external_id="E0000001",
        course="X",
        completion_id="C0000001",
        status=status,
        issued_on=TODAY,
        expires_on=expires_on,
        window_opens_on=None if expires_on is None else expires_on - timedelta(days=30),
    )


def test_a_pass_is_valid_for_its_days_and_renewable_in_the_window_before_the_end() -> None:
    valid = term(COURSE, date(2026, 3, 2), "completion", None)
    assert (valid.expires_on, valid.window_opens_on) == (date(2027, 3, 2), date(2027, 1, 31))


def test_without_a_window_renewal_opens_when_the_certification_has_expired() -> None:
    valid = term(NO_WINDOW, date(2026, 3, 2), "completion", None)
    assert (valid.expires_on, valid.window_opens_on) == (date(2027, 3, 2), date(2027, 3, 3))


def test_what_does_not_expire_has_no_dates() -> None:
    valid = term(Course(code="X", title="X"), date(2026, 3, 2), "expiry", None)
    assert (valid.expires_on, valid.window_opens_on) == (None, None)


@pytest.mark.parametrize(
    ("status", "expires"),
    [
        ("active", date(2028, 3, 11)),
        ("renewal_due", date(2028, 3, 11)),
        ("expired", date(2027, 2, 20)),
        ("renewed", date(2027, 2, 20)),
    ],
)
def test_anchored_at_expiry_a_renewal_in_time_loses_no_day(status: CertificationStatus, expires: date) -> None:
    previous = certification(status, date(2027, 3, 12))
    assert term(COURSE, date(2026, 2, 20), "expiry", previous).expires_on == expires


def test_anchored_at_completion_a_renewal_counts_from_its_own_day() -> None:
    previous = certification("renewal_due", date(2027, 3, 12))
    assert term(COURSE, date(2027, 3, 1), "completion", previous).expires_on == date(2028, 2, 29)


def test_a_certification_satisfies_until_its_window_opens() -> None:
    held = certification("active", date(2027, 3, 2))
    assert suffices(held, date(2027, 1, 30))
    assert not suffices(held, date(2027, 1, 31))
    assert suffices(certification("active", None), date(9000, 1, 1))


def test_renewal_opens_then_the_certification_expires_each_once_at_midnight() -> None:
    world = a_world()
    world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "pass", 90)
    advance_days(world, 400)
    happened = [(row.at, row.data["event"]) for row in world.journal.read(limit=1000) if "event" in row.data]
    assert [(at.isoformat(), event) for at, event in happened if event in {"renewal_due", "expired"}] == [
        ("2027-01-31T00:00:00+00:00", "renewal_due"),
        ("2027-03-03T00:00:00+00:00", "expired"),
    ]


def test_an_open_window_enrolls_again_due_on_the_day_of_expiry() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "pass", 90)
    advance_days(world, 334)
    assert "SAFE-110" not in courses_of(world, ada.user_id)
    advance_days(world, 1)
    again = world.lms.enrollments(user_id=ada.user_id, course="SAFE-110", status="assigned")
    assert [(each.source, each.due_on, each.rule_id, each.reason) for each in again] == [
        (
            "recertification",
            date(2027, 3, 2),
            "safety-on-the-floor",
            "recertification: SAFE-110 expires on 2027-03-02",
        )
    ]


def test_of_several_rules_the_first_in_the_catalog_asks_for_the_renewal() -> None:
    world = a_world()
    world.lms.create_user({**ADA, "department": "Maintenance", "location": "HOU"})
    assert [each.rule_id for each in world.lms.enrollments(course="SAFE-110")] == ["safety-in-the-refinery"]
    world.lms.act("E0000042", "SAFE-110", "pass", 90)
    advance_days(world, 340)
    again = world.lms.enrollments(course="SAFE-110", status="assigned")
    assert [each.rule_id for each in again] == ["safety-on-the-floor"]


def test_a_renewal_ends_the_certification_before_it() -> None:
    world = a_world(recert_anchor="expiry")
    world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "pass", 90)
    advance_days(world, 340)
    world.lms.act("E0000042", "SAFE-110", "pass", 95)
    advance_days(world, 60)
    held = [(each.status, each.expires_on) for each in world.lms.certifications()]
    assert held == [("renewed", date(2027, 3, 2)), ("active", date(2028, 3, 1))]
    assert [each["event"] for each in facts(world)].count("expired") == 0


def test_without_a_window_expiry_is_told_and_renewal_is_not() -> None:
    world = a_world()
    world.lms.create_user({**ADA, "job_title": "team-leader"})
    world.lms.act("E0000042", "PSM-200", "pass", 90)
    advance_days(world, 800)
    told = [each["event"] for each in facts(world) if each["event"] in {"renewal_due", "expired"}]
    assert told == ["expired"]
    assert [each.source for each in world.lms.enrollments(course="PSM-200", status="assigned")] == ["recertification"]


def test_a_closed_account_is_not_enrolled_again_but_its_certification_expires() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    world.lms.act("E0000042", "SAFE-110", "pass", 90)
    world.lms.deactivate(ada.user_id)
    advance_days(world, 400)
    assert courses_of(world, ada.user_id) == []
    assert [each.status for each in world.lms.certifications()] == ["expired"]
    world.lms.reactivate(ada.user_id)
    assert "SAFE-110" in courses_of(world, ada.user_id)
