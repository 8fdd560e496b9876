"""Paths walked in order, as a learner sees them; and policies acknowledged: by whom, in which version, when."""

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.rules.catalog_reading import course_from
from rosterproof_sim.domain.words.learning import Attestation
from rosterproof_sim.domain.words.refusals import Invalid, NotAdmitted, NotFound, Refused

CODE = course("CODE", kind="attestation", statement="I keep to it.", validity={"months": 12}, window_days=30)


def steps(lms: School, who: str = "ada") -> list[tuple[str, list[str], bool]]:
    """(instance, states of the steps, whether completed) of each path."""
    found = lms.lms.progress(lms.account(who))
    return [(each.instance, [step.state for step in each.steps], each.completed) for each in found]


def path(*courses: str, ordered: bool = True) -> dict[str, object]:
    return {"path": "START", "title": "Start", "courses": list(courses), "ordered": ordered}


def test_an_ordered_path_opens_step_by_step() -> None:
    courses = [course("A"), course("B"), course("C")]
    with school(courses, [rule(None, rule_id="all", path="START")], paths=[path("A", "B", "C")]) as lms:
        lms.join("ada")
        assert steps(lms) == [("", ["open", "waiting", "waiting"], False)]
        with pytest.raises(Refused, match="B requires A"):
            lms.lms.act("ada", "B", "start")
        for code, then in (("A", ["met", "open", "waiting"]), ("B", ["met", "met", "open"]), ("C", ["met"] * 3)):
            lms.passes("ada", code)
            assert steps(lms) == [("", then, code == "C")]


def test_without_an_order_every_step_is_open_and_one_may_be_missing() -> None:
    with school([course("A"), course("B")], [rule("A")], paths=[path("A", "B", ordered=False)]) as lms:
        lms.join("ada")
        assert steps(lms) == [("", ["open", "not_enrolled"], False)]
        lms.passes("ada", "A")
        assert steps(lms) == [("", ["met", "not_enrolled"], False)]


def test_a_path_is_no_longer_complete_once_a_renewal_opens() -> None:
    courses = [course("A", validity={"months": 12}, window_days=30, grace_days=10), course("A2", renews="A")]
    with school(courses, [rule("A")], paths=[path("A")]) as lms:
        lms.join("ada")
        lms.passes("ada", "A")
        assert steps(lms) == [("", ["met"], True)]
        lms.until("2027-01-31")  # 30 days before 2 March
        assert steps(lms) == [("", ["open"], False)]  # in the short course
        lms.passes("ada", "A2")
        assert steps(lms) == [("", ["met"], True)]


def test_a_path_for_each_registration_stands_there_for_each() -> None:
    with school([course("A")], [rule("A", per="list")], paths=[path("A")]) as lms:
        lms.join("ada", custom={"list": "S7;S63"})
        lms.passes("ada", "A")
        assert steps(lms) == [("S63", ["met"], True), ("S7", ["open"], False)]


def test_nobody_has_progress_who_is_not_there() -> None:
    with school([course("A")], [], paths=[path("A")]) as lms, pytest.raises(NotFound):
        lms.lms.progress("U0000099")


def acknowledges(lms: School, who: str, version: int) -> Attestation:
    user = lms.lms.user(lms.account(who))
    _, token = lms.lms.sign_in(user.username, lms.world.credential("learner", 1))
    return lms.lms.acknowledge(token, "CODE", version)


def test_a_policy_is_acknowledged_by_whom_in_which_version_and_when() -> None:
    with school([CODE], [rule("CODE")]) as lms:
        lms.join("ada")
        lms.join("bo")
        lms.until("2026-03-05")
        acknowledges(lms, "ada", 1)
        assert lms.holds("ada") == {"CODE": ("active", "2027-03-05")}
        changed = course_from({**CODE, "statement": "I keep to it, and speak up."}, "")
        lms.lms.publish_course(changed, 14)
        assert lms.open("ada") == {"CODE": "2026-03-19"}
        with pytest.raises(Refused, match="Version 2 of CODE is to be acknowledged, not 1"):
            acknowledges(lms, "bo", 1)
        lms.until("2026-03-10")
        acknowledges(lms, "bo", 2)
        acknowledges(lms, "ada", 2)
        found = [
            (each.external_id, each.course_version, each.statement, f"{each.acknowledged_at:%m-%d %H:%M}")
            for each in lms.lms.attestations()
        ]
        assert found == [
            ("ada", 1, "I keep to it.", "03-05 09:00"),
            ("bo", 2, "I keep to it, and speak up.", "03-10 09:00"),
            ("ada", 2, "I keep to it, and speak up.", "03-10 09:00"),
        ]
        assert [each.course_version for each in lms.lms.attestations(user_id=lms.account("ada"))] == [1, 2]
        assert lms.lms.attestations(course="NONE") == []


def test_what_cannot_be_acknowledged() -> None:
    with school([CODE, course("X")], [rule("X")]) as lms:
        user = lms.join("ada")
        with pytest.raises(Refused, match="no open enrollment"):
            acknowledges(lms, "ada", 1)
        _, token = lms.lms.sign_in(lms.lms.user(user).username, lms.world.credential("learner", 1))
        for code in ("X", "NONE"):
            with pytest.raises(Invalid, match="no attestation"):
                lms.lms.acknowledge(token, code, 1)
        lms.lms.deactivate(user)
        with pytest.raises(NotAdmitted):
            lms.lms.acknowledge(token, "CODE", 1)
        assert lms.lms.attestations() == []
