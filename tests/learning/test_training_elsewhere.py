"""Training done elsewhere: recorded when it becomes known, valid from when it was done. Dates worked out by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.words.learning import Completion
from rosterproof_sim.domain.words.refusals import Invalid, Refused

CARD = course("CARD", kind="external", pass_score=70, validity={"months": 12}, window_days=60)


def records(lms: School, day: str, who: str = "ada", **more: Any) -> Completion:
    at = datetime.fromisoformat(f"{day}T15:00:00").replace(tzinfo=UTC)
    return lms.lms.record_training(lms.account(who), more.pop("code", "CARD"), at, **more)


def history(lms: School) -> list[tuple[str, str, str]]:
    found = lms.lms.certifications(user_id=lms.account("ada"), limit=None)
    return [(each.status, str(each.issued_on), str(each.expires_on)) for each in found]


def test_it_is_valid_from_its_own_day_and_known_from_the_day_it_is_told() -> None:
    with school([CARD], [rule("CARD", due={"days": 30, "after": "assignment"})]) as lms:
        lms.join("ada")
        lms.until("2026-03-10")
        done = records(lms, "2026-02-20", score=88, reference="Card 4711")
        assert (str(done.completed_at), str(done.recorded_at)) == (
            "2026-02-20 15:00:00+00:00",
            "2026-03-10 09:00:00+00:00",
        )
        assert (done.reference, done.score, str(done.expires_on)) == ("Card 4711", 88, "2027-02-20")
        assert history(lms) == [("active", "2026-02-20", "2027-02-20")]
        assert lms.open("ada") == {}
        (one,) = lms.enrollments("ada")
        assert (one.status, one.attempts, str(one.closed_at)) == ("completed", 1, "2026-03-10 09:00:00+00:00")
        assert lms.lms.completions() == [done]


def test_without_an_enrollment_one_is_made_by_hand() -> None:
    with school([CARD], []) as lms:
        lms.join("ada")
        records(lms, "2026-03-01")
        assert [(each.source, each.status) for each in lms.enrollments("ada")] == [("manual", "completed")]


def test_what_would_be_due_by_now_is_at_once() -> None:
    with school([CARD], [rule("CARD")], "2027-03-02") as lms:
        for who, day in (("ada", "2026-04-15"), ("bo", "2026-02-01")):
            lms.join(who)
            records(lms, day, who)
        # Ada's renewal opened on 14 February 2027; Bo's card ran out on 1 February.
        assert lms.holds("ada") == {"CARD": ("renewal_due", "2027-04-15")}
        assert lms.open("ada") == {"CARD": "2027-04-15"}
        assert lms.holds("bo") == {"CARD": ("expired", "2027-02-01")}
        assert lms.open("bo") == {"CARD": "2027-02-01"}
        assert len(lms.told("renewal_due")) == 2
        assert lms.told("reminded") == []  # no reminder of days that are over


@pytest.mark.parametrize(("basis", "lasts"), [("completion", "2028-02-25"), ("expiry", "2028-03-02")])
def test_a_renewal_in_time_that_was_told_late_leaves_no_gap(basis: str, lasts: str) -> None:
    card = {**CARD, "validity": {"months": 12, "basis": basis}}
    with school([card], [rule("CARD")], "2026-03-02") as lms:
        lms.join("ada")
        lms.passes("ada", "CARD")
        lms.until("2027-03-10")
        assert history(lms) == [("expired", "2026-03-02", "2027-03-02")]
        records(lms, "2027-02-25")  # five days before the end, told eight days after it
        assert history(lms) == [("renewed", "2026-03-02", "2027-03-02"), ("active", "2027-02-25", lasts)]
        assert lms.open("ada") == {}


def test_on_both_times_the_gap_is_there_until_the_renewal_is_told() -> None:
    with school([CARD], [rule("CARD")]) as lms:
        user = lms.join("ada", hire_date="2026-03-02")
        lms.passes("ada", "CARD")
        lms.until("2027-03-10", "12:00")
        records(lms, "2027-02-25")

        def compliant(day: str, known_at: str | None = None) -> bool | None:
            at = datetime.fromisoformat(known_at).replace(tzinfo=UTC) if known_at else None
            return lms.lms.reports.audit(user, date.fromisoformat(day), at).compliant

        days = ("2027-03-02", "2027-03-03", "2027-03-09")
        assert [compliant(day, "2027-03-10T11:59:59") for day in days] == [True, False, False]
        assert [compliant(day) for day in days] == [True, True, True]


def test_a_late_renewal_after_a_lapse_leaves_the_gap_of_three_days() -> None:
    with school([CARD], [rule("CARD")]) as lms:
        user = lms.join("ada", hire_date="2026-03-02")
        lms.passes("ada", "CARD")
        lms.until("2027-04-01")
        before = [lms.lms.reports.audit(user, date(2027, 3, day)).compliant for day in (2, 3, 4, 5)]
        records(lms, "2027-03-06")
        assert history(lms) == [("expired", "2026-03-02", "2027-03-02"), ("active", "2027-03-06", "2028-03-06")]
        after = [lms.lms.reports.audit(user, date(2027, 3, day)).compliant for day in (2, 3, 4, 5, 6)]
        assert (before, after) == ([True, False, False, False], [True, False, False, False, True])


def test_what_cannot_be_recorded_changes_nothing() -> None:
    with school([CARD, course("X"), course("LATER", kind="external", requires=["X"])], [rule("CARD")]) as lms:
        lms.join("ada")
        lms.join("bo")
        lms.lms.deactivate(lms.account("bo"))
        lms.until("2026-03-05")
        records(lms, "2026-03-03")
        before = lms.world.journal.last_sequence()
        for asked, why in (
            (lambda: records(lms, "2026-03-06"), "still to come"),
            (lambda: records(lms, "1949-12-31"), "before 1950"),
            (lambda: records(lms, "2026-03-01", code="X"), "only external courses"),
            (lambda: records(lms, "2026-03-01", code="NONE"), "no course"),
            (lambda: records(lms, "2026-03-04", score=69), "less than the 70"),
            (lambda: records(lms, "2026-03-04", score=101), "between 0 and 100"),
            (lambda: records(lms, "2026-03-02"), "issued on 2026-03-03, which is after 2026-03-02"),
            (lambda: records(lms, "2026-03-04", "bo"), "closed"),
            (lambda: records(lms, "2026-03-04", code="LATER"), "LATER requires X"),
        ):
            with pytest.raises((Invalid, Refused), match=why):
                asked()
        assert lms.world.journal.last_sequence() == before
        assert len(lms.enrollments("ada")) == 1
