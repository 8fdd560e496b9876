"""A pass that is taken back: nothing is erased, what it did for is wanted again, and what was known stays known."""

from datetime import UTC, date, datetime

import pytest
from learning.rows import course, rule
from learning.school import School, school
from learning.side_by_side import play

from rosterproof_sim.domain.words.refusals import Refused

YEARLY = course("X", validity={"months": 12}, window_days=60)


def revoke(lms: School, who: str = "ada", code: str = "X") -> None:
    lms.lms.revoke(who, code, "Taken by somebody else")


def compliant(lms: School, on: str, known_at: str | None = None) -> bool:
    known = datetime.fromisoformat(known_at).replace(tzinfo=UTC) if known_at else None
    (found,) = lms.lms.reports.audit(lms.account("ada"), date.fromisoformat(on), known).obligations
    return found.compliant


def test_the_course_is_wanted_again_and_the_completion_stays_on_record() -> None:
    with school([YEARLY], [rule("X", due={"days": 10, "after": "assignment"})]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        (before,) = lms.lms.completions()
        lms.until("2026-04-01")
        revoke(lms)
        assert lms.lms.completions() == [before]
        (taken,) = lms.lms.revocations()
        assert (taken.completion_id, taken.external_id, taken.reason) == (
            before.completion_id,
            "ada",
            "Taken by somebody else",
        )
        assert lms.holds("ada") == {"X": ("revoked", "2027-03-02")}
        assert [(each.status, each.source) for each in lms.enrollments("ada")] == [
            ("revoked", "rule"),
            ("assigned", "rule"),
        ]
        assert lms.open("ada") == {"X": "2026-04-11"}
        assert len(lms.told("revoked", "certification_revoked", "enrollment_revoked")) == 3


def test_it_counts_as_it_was_known_then_until_it_was_taken_back() -> None:
    with school([YEARLY], [rule("X", due={"days": 10, "after": "hire"})]) as lms:
        lms.join("ada", hire_date="2026-03-02")
        lms.passes("ada", "X")
        lms.until("2026-04-01")
        revoke(lms)
        lms.until("2026-05-01")
        assert compliant(lms, "2026-03-20", "2026-03-31T09:00:00")
        assert not compliant(lms, "2026-03-20")
        assert not compliant(lms, "2026-04-30")


def test_what_the_revoked_renewal_had_renewed_is_not_brought_back() -> None:
    with school([YEARLY], [rule("X")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        lms.until("2027-02-01")
        lms.passes("ada", "X")
        revoke(lms)
        found = lms.lms.certifications(user_id=lms.account("ada"), limit=None)
        assert [each.status for each in found] == ["renewed", "revoked"]
        assert list(lms.open("ada")) == ["X"]


def test_nothing_is_taken_back_where_nothing_counts() -> None:
    with school([YEARLY], [rule("X")]) as lms:
        with pytest.raises(Refused, match="no active account"):
            revoke(lms)
        lms.join("ada")
        with pytest.raises(Refused, match="passed nothing"):
            revoke(lms)
        lms.passes("ada", "X")
        revoke(lms)
        with pytest.raises(Refused, match="passed nothing"):
            revoke(lms)
        lms.lms.deactivate(lms.account("ada"))
        with pytest.raises(Refused, match="no active account"):
            revoke(lms)


def test_a_pass_that_a_short_course_has_renewed_is_taken_back_after_that() -> None:
    short = course("SHORT", renews="X")
    with school([{**YEARLY, "grace_days": 30}, short], [rule("X")]) as lms:
        lms.join("ada")
        lms.passes("ada", "X")
        lms.until("2027-02-01")
        lms.passes("ada", "SHORT")
        with pytest.raises(Refused, match="renewed since"):
            revoke(lms)
        revoke(lms, code="SHORT")
        assert list(lms.open("ada")) == ["X"]


def test_the_oracle_takes_back_the_same() -> None:
    catalog = {
        "courses": [{**YEARLY, "grace_days": 30}, course("SHORT", renews="X"), course("Y", requires=["X"])],
        "rules": [rule("X"), rule("Y")],
    }
    story = [
        ("join", "P1", {}),
        ("act", "P1", "X", "pass", 100),
        ("revoke", "P1", "X"),
        ("act", "P1", "Y", "pass", 100),
        ("act", "P1", "X", "pass", 100),
        ("wait", 340),
        ("act", "P1", "SHORT", "pass", 100),
        ("revoke", "P1", "X"),
        ("revoke", "P1", "SHORT"),
        ("wait", 20),
        ("revoke", "P1", "Y"),
    ]
    play(catalog, {}, story)
