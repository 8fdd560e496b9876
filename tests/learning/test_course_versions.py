"""A course in a new version: who learns it, who keeps what they hold, and who takes it again and by when."""

from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.rules.catalog_reading import course_from
from rosterproof_sim.domain.words.refusals import Invalid, Refused

MONTH = {"days": 30, "after": "assignment"}


def publish(lms: School, code: str = "X", retake: int | None = None, **fields: Any) -> int:
    return lms.lms.publish_course(course_from(course(code, **fields), ""), retake).version


def versions(lms: School, who: str) -> list[tuple[str, int]]:
    return [(each.status, each.course_version) for each in lms.enrollments(who)]


def certified(lms: School, who: str) -> list[tuple[int, str, str | None]]:
    found = lms.lms.certifications(user_id=lms.account(who), limit=None)
    return [(each.course_version, each.status, each.expires_on and str(each.expires_on)) for each in found]


def test_who_holds_the_old_version_keeps_it_and_who_comes_later_learns_the_new_one() -> None:
    with school([course("X", validity={"months": 12})], [rule("X", due=MONTH)]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        lms.until("2026-04-01")
        assert publish(lms, validity={"months": 24}) == 2
        lms.join("bo")
        lms.passes("bo", "X")
        assert certified(lms, "ada") == [(1, "active", "2027-03-02")]  # as it was issued
        assert certified(lms, "bo") == [(2, "active", "2028-04-01")]
        assert (lms.open("ada"), lms.open("bo")) == ({}, {})
        lms.until("2027-03-03")
        lms.passes("ada", "X")
        assert certified(lms, "ada") == [(1, "expired", "2027-03-02"), (2, "active", "2029-03-03")]
        assert [each.course_version for each in lms.lms.completions()] == [1, 2, 2]


def test_who_has_not_begun_moves_to_the_new_version_and_who_has_finishes_the_old_one() -> None:
    with school([course("X", pass_score=50)], [rule("X")]) as lms:
        for who in ("ada", "bo", "cy"):
            lms.join(who)
        lms.lms.act("bo", "X", "start")
        lms.lms.act("cy", "X", "fail", 10)
        publish(lms, pass_score=70)
        assert [versions(lms, who) for who in ("ada", "bo", "cy")] == [
            [("assigned", 2)],
            [("in_progress", 1)],
            [("failed", 2)],
        ]
        with pytest.raises(Refused, match="less than the 70"):  # the newest pass score counts for all
            lms.lms.act("bo", "X", "pass", 60)
        lms.lms.act("bo", "X", "pass", 75)
        assert certified(lms, "bo") == [(1, "active", None)]
        assert lms.lms.completions()[-1].course_version == 1


def test_with_a_retake_everybody_moves_and_whoever_holds_an_earlier_version_has_so_many_days() -> None:
    with school([course("X", validity={"months": 12}, window_days=30), course("Y")], [rule("X"), rule("Y")]) as lms:
        for who in ("ada", "bo"):
            lms.join(who)
        lms.passes("ada", "X")
        lms.lms.act("bo", "X", "start")
        lms.until("2026-05-01")
        assert publish(lms, retake=45, validity={"months": 12}, window_days=30) == 2
        assert certified(lms, "ada") == [(1, "renewal_due", "2026-06-15")]  # 1 May + 45 days
        assert lms.open("ada") == {"X": "2026-06-15", "Y": "2026-03-02"}
        assert [(each.source, each.course_version) for each in lms.enrollments("ada") if each.course == "X"] == [
            ("rule", 1),
            ("recertification", 2),
        ]
        assert versions(lms, "bo")[0] == ("in_progress", 2)
        lms.until("2026-06-15")
        assert certified(lms, "ada") == [(1, "renewal_due", "2026-06-15")]
        lms.until("2026-06-16")
        assert certified(lms, "ada") == [(1, "expired", "2026-06-15")]
        lms.passes("ada", "X")
        assert certified(lms, "ada") == [(1, "expired", "2026-06-15"), (2, "active", "2027-06-16")]
        assert lms.told("expired") == [("2026-06-16 00:00", "expired")]


def test_what_expires_earlier_anyway_or_never_did() -> None:
    with school([course("X", validity={"months": 1}, window_days=7), course("ONCE")], [rule("X"), rule("ONCE")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        lms.passes("ada", "ONCE")
        lms.until("2026-03-29")
        assert lms.open("ada") == {"X": "2026-04-02"}
        publish(lms, retake=90, validity={"months": 1}, window_days=7)
        publish(lms, "ONCE", retake=0)
        assert lms.holds("ada") == {"X": ("renewal_due", "2026-04-02"), "ONCE": ("renewal_due", "2026-03-29")}
        assert lms.open("ada") == {"X": "2026-04-02", "ONCE": "2026-03-29"}
        lms.until("2026-03-30")
        assert lms.holds("ada")["ONCE"] == ("expired", "2026-03-29")


def test_a_renewal_that_was_open_already_is_due_when_the_shortened_certification_ends() -> None:
    with school([course("X", validity={"months": 12}, window_days=60)], [rule("X")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        lms.until("2027-01-05")
        assert lms.open("ada") == {"X": "2027-03-02"}
        publish(lms, retake=10, validity={"months": 12}, window_days=60)
        assert lms.open("ada") == {"X": "2027-01-15"}
        lms.until("2027-01-16")
        assert [each.overdue for each in lms.enrollments("ada")] == [False, True]
        assert len(lms.told("overdue")) == 1
        assert lms.told("due_moved") == [("2027-01-05 09:00", "due_moved")]


def test_a_certification_of_an_accepted_course_is_not_touched() -> None:
    with school([course("LONG"), course("SHORT", accepts=["LONG"])], [rule("SHORT")]) as lms:
        user = lms.join("ada")
        lms.passes("ada", "SHORT")
        lms.lms.enroll_by_hand(user, "LONG")
        lms.passes("ada", "LONG")
        publish(lms, "SHORT", retake=0, accepts=["LONG"])
        assert lms.open("ada") == {}  # the longer one still does for it
        publish(lms, "LONG", retake=0)
        assert lms.open("ada") == {"SHORT": "2026-03-02"}


def test_a_version_may_ask_for_something_first_and_a_new_course_comes_last() -> None:
    with school([course("A"), course("X")], [rule("X")]) as lms:
        lms.join("ada")
        publish(lms, requires=["A"])
        with pytest.raises(Refused, match="X requires A"):
            lms.passes("ada", "X")
        assert publish(lms, "NEW") == 1
        assert [each.code for each in lms.lms.courses()] == ["A", "X", "NEW"]
        before = lms.world.journal.last_sequence()
        with pytest.raises(Invalid, match="stand above"):
            publish(lms, "A", requires=["X"])
        assert lms.world.journal.last_sequence() == before
        assert lms.lms.course("A").version == 1


def test_a_short_course_published_later_renews_and_a_longer_grace_lasts_longer() -> None:
    with school([course("X", validity={"months": 12}, window_days=30, grace_days=5)], [rule("X")]) as lms:
        for who in ("ada", "bo"):
            lms.join(who)
            lms.passes(who, "X")
        publish(lms, "X-SHORT", renews="X")
        lms.until("2027-01-31")
        assert lms.open("ada") == {"X-SHORT": "2027-03-02"}
        publish(lms, "X", validity={"months": 12}, window_days=30, grace_days=10)
        lms.until("2027-03-12")  # the last day of the longer grace
        assert list(lms.open("ada")) == ["X-SHORT"]
        lms.passes("bo", "X-SHORT")
        lms.until("2027-03-13")
        assert list(lms.open("ada")) == ["X"]
        assert certified(lms, "bo") == [(1, "expired", "2027-03-02"), (2, "active", "2028-03-12")]


def test_the_grace_ends_also_where_the_short_course_came_after_the_pass() -> None:
    with school([course("X", validity={"months": 12}, grace_days=5)], [rule("X")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        publish(lms, "X-SHORT", renews="X")
        lms.until("2027-03-07")
        assert list(lms.open("ada")) == ["X-SHORT"]
        lms.until("2027-03-08")
        assert list(lms.open("ada")) == ["X"]


def test_a_retake_of_a_short_course_shortens_nothing() -> None:
    with school([course("X", validity={"months": 12}, grace_days=5), course("R", renews="X")], [rule("X")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        publish(lms, "R", retake=1, renews="X")
        assert (lms.holds("ada"), lms.open("ada")) == ({"X": ("active", "2027-03-02")}, {})


def test_every_version_can_be_read_and_survives_going_back() -> None:
    with school([course("X", title="Old")], []) as lms:
        lms.world.take_snapshot("before")
        publish(lms, title="New", retake=5)
        found = lms.lms.course_versions("X")
        assert [(each.version, each.course.title, each.retake_within_days) for each in found] == [
            (1, "Old", None),
            (2, "New", 5),
        ]
        assert (found[0].published_at, str(found[1].published_at)) == (None, "2026-03-02 09:00:00+00:00")
        lms.world.restore("before")
        assert lms.lms.course("X").version == 1
        assert publish(lms, title="Newer") == 2


def test_a_closed_account_has_its_days_too_and_is_asked_on_return() -> None:
    with school([course("X")], [rule("X")]) as lms:
        user = lms.join("ada")
        lms.passes("ada", "X")
        lms.lms.deactivate(user)
        publish(lms, retake=10)
        lms.until("2026-03-13")
        assert (lms.holds("ada"), lms.open("ada")) == ({"X": ("expired", "2026-03-12")}, {})
        lms.lms.reactivate(user)
        assert lms.open("ada") == {"X": "2026-03-12"}
