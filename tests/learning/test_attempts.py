"""Attempts, scores and retakes: how many there may be, and which score stands. Worked out by hand."""

from typing import Any

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.rules.catalog_reading import catalog_from
from rosterproof_sim.domain.words.refusals import Invalid, Refused


def tries(lms: School, *results: tuple[str, float | None]) -> None:
    for action, score in results:
        lms.lms.act("ada", "X", action, score)  # type: ignore[arg-type]


def stands(lms: School) -> tuple[str, int, float | None]:
    (one,) = lms.enrollments("ada")
    return one.status, one.attempts, one.score


def test_failed_then_tried_again_then_passed() -> None:
    with school([course("X", pass_score=80, validity={"months": 12})], [rule("X")]) as lms:
        lms.join("ada")
        assert stands(lms) == ("assigned", 0, None)
        tries(lms, ("start", None), ("fail", 55))
        assert stands(lms) == ("failed", 1, 55)
        assert lms.holds("ada") == {}
        tries(lms, ("start", None))
        assert stands(lms) == ("in_progress", 1, 55)
        with pytest.raises(Refused, match="79 is less than the 80"):
            tries(lms, ("pass", 79))
        assert stands(lms) == ("in_progress", 1, 55)  # what is refused is no attempt
        tries(lms, ("pass", 80))
        assert stands(lms) == ("completed", 2, 80)
        assert [(each.attempt, each.result, each.score) for each in lms.lms.completions()] == [
            (1, "failed", 55),
            (2, "passed", 80),
        ]
        assert lms.holds("ada") == {"X": ("active", "2027-03-02")}


@pytest.mark.parametrize(("policy", "failed", "passed", "retaken"), [("latest", 60, 85, 70), ("highest", 70, 85, 85)])
def test_which_score_stands(policy: str, failed: float, passed: float, retaken: float) -> None:
    with school([course("X", pass_score=80, score_policy=policy, retakes=True)], [rule("X")]) as lms:
        lms.join("ada")
        tries(lms, ("fail", 70), ("fail", 60), ("fail", None))
        assert stands(lms) == ("failed", 3, failed)
        tries(lms, ("pass", 85))
        assert stands(lms) == ("completed", 4, passed)
        tries(lms, ("fail", 70))
        assert stands(lms) == ("completed", 5, retaken)


def test_the_first_score_stands_whatever_comes_later() -> None:
    with school([course("X", pass_score=80, score_policy="first")], [rule("X")]) as lms:
        lms.join("ada")
        tries(lms, ("fail", None), ("fail", 40), ("pass", 95))
        assert stands(lms) == ("completed", 3, 40)


def test_after_the_last_attempt_only_a_new_enrollment_helps() -> None:
    with school([course("X", pass_score=80, max_attempts=2)], [rule("X")]) as lms:
        lms.join("ada")
        tries(lms, ("start", None), ("fail", 10), ("start", None), ("fail", 20))
        for action in ("start", "fail", "pass"):
            with pytest.raises(Refused) as refused:
                tries(lms, (action, None))
            assert refused.value.code == "no-attempts-left"
        assert stands(lms) == ("failed", 2, 20)
        lms.lms.withdraw(lms.enrollments("ada")[0].enrollment_id)
        lms.lms.enroll_by_hand(lms.account("ada"), "X")
        tries(lms, ("pass", 90))
        assert [(each.status, each.attempts) for each in lms.enrollments("ada")] == [("withdrawn", 2), ("completed", 1)]


def test_a_retake_after_the_pass_moves_the_score_and_nothing_else() -> None:
    with school(
        [course("X", pass_score=80, validity={"months": 12}, score_policy="highest", retakes=True, max_attempts=3)],
        [rule("X")],
    ) as lms:
        lms.join("ada")
        tries(lms, ("pass", 81))
        closed_at = lms.enrollments("ada")[0].closed_at
        lms.until("2026-06-01")
        tries(lms, ("pass", 97))
        (one,) = lms.enrollments("ada")
        assert (one.status, one.attempts, one.score, one.closed_at) == ("completed", 2, 97, closed_at)
        assert len(lms.lms.certifications()) == 1
        assert lms.holds("ada") == {"X": ("active", "2027-03-02")}
        # A retake is worth as long as the pass, and no longer.
        assert [str(each.expires_on) for each in lms.lms.completions()] == ["2027-03-02", "2027-03-02"]
        with pytest.raises(Refused, match="no open enrollment"):
            tries(lms, ("start", None))
        tries(lms, ("fail", 5))
        assert lms.lms.completions()[-1].expires_on is None
        with pytest.raises(Refused, match="had its 3 attempts"):
            tries(lms, ("pass", 99))
        assert lms.holds("ada") == {"X": ("active", "2027-03-02")}


def test_without_retakes_a_pass_is_the_end() -> None:
    with school([course("X")], [rule("X")]) as lms:
        lms.join("ada")
        tries(lms, ("pass", 60))
        with pytest.raises(Refused, match="no open enrollment"):
            tries(lms, ("pass", 99))


def test_an_open_enrollment_comes_before_a_retake() -> None:
    with school([course("X", retakes=True, validity={"months": 12}, window_days=30)], [rule("X")]) as lms:
        lms.join("ada")
        tries(lms, ("pass", 60))
        lms.until("2027-02-10")
        tries(lms, ("pass", 70))
        assert [(each.source, each.attempts, each.score) for each in lms.enrollments("ada")] == [
            ("rule", 1, 60),
            ("recertification", 1, 70),
        ]


@pytest.mark.parametrize("wrong", [{"statement": "I have read it."}, {"score_rule": "best"}])
def test_a_course_that_says_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match=r"catalog.courses\[0\]"):
        catalog_from({"courses": [course("X", **wrong)], "rules": []})
