"""Who leaves: no way in, open work by the policy, a history that stays; and who comes back finds it again."""

from collections.abc import Iterator
from datetime import date

import pytest
from learning.rows import course, rule
from learning.school import School, school

from rosterproof_sim.domain.words.refusals import NotAdmitted, NotFound, Refused

WEEK = {"days": 7, "after": "assignment"}
COURSES = [course("DONE", validity={"months": 12}, window_days=30), course("BEGUN"), course("OPEN"), course("BY-HAND")]
RULES = [rule("DONE"), rule("BEGUN", due=WEEK), rule("OPEN", due=WEEK)]


def at_work(lms: School) -> str:
    """Ada has passed one course, is in the middle of another, and has two before her."""
    user = lms.join("ada", job_title="nurse")
    lms.passes("ada", "DONE")
    lms.lms.act("ada", "BEGUN", "start")
    lms.lms.enroll_by_hand(user, "BY-HAND", date(2026, 3, 20))
    return user


def left(lms: School) -> dict[str, str]:
    return {each.course: each.status for each in lms.enrollments("ada")}


@pytest.fixture
def lms() -> Iterator[School]:
    with school(COURSES, RULES) as made:
        yield made


@pytest.mark.parametrize(
    ("policy", "begun", "unbegun"),
    [
        ({}, "archived", "archived"),
        ({"on_leaver": "archive"}, "archived", "archived"),
        ({"on_leaver": "keep"}, "in_progress", "assigned"),
        ({"on_leaver": "withdraw_unstarted"}, "in_progress", "withdrawn"),
        ({"on_leaver": "withdraw_all"}, "withdrawn", "withdrawn"),
    ],
)
def test_what_was_open_goes_by_the_policy(policy: dict[str, str], begun: str, unbegun: str) -> None:
    with school(COURSES, RULES, policy=policy) as lms:
        lms.lms.deactivate(at_work(lms))
        assert left(lms) == {"DONE": "completed", "BEGUN": begun, "OPEN": unbegun, "BY-HAND": unbegun}


def test_the_way_in_is_shut_and_who_was_in_is_out(lms: School) -> None:
    user = at_work(lms)
    username = lms.lms.user(user).username
    password = lms.world.credential("learner", 1)
    visit, token = lms.lms.sign_in(username, password)
    lms.lms.deactivate(user)
    assert [(each.session_id, each.ended_by) for each in lms.lms.sessions(user)] == [(visit.session_id, "deactivation")]
    with pytest.raises(NotAdmitted):
        lms.lms.session(token)
    with pytest.raises(NotAdmitted):
        lms.lms.sign_in(username, password)
    lms.lms.reactivate(user)
    assert lms.lms.sign_in(username, password)[0].session_id != visit.session_id


def test_a_closed_history_can_be_read_and_not_written() -> None:
    with school(COURSES, RULES, groups=[{"group": "G", "title": "G"}], policy={"on_leaver": "keep"}) as lms:
        user = at_work(lms)
        lms.lms.deactivate(user)
        history = lms.enrollments("ada"), lms.lms.completions(), lms.lms.certifications(user_id=user)
        open_one = next(each for each in lms.enrollments("ada") if each.course == "OPEN").enrollment_id
        for asked, why in (
            (lambda: lms.lms.act("ada", "OPEN", "pass", 90), "no active account"),
            (lambda: lms.lms.enroll_by_hand(user, "DONE"), "closed"),
            (lambda: lms.lms.withdraw(open_one), "changes no more"),
            (lambda: lms.lms.waive(open_one, "excused"), "changes no more"),
        ):
            with pytest.raises(Refused, match=why):
                asked()
        with pytest.raises(NotFound, match="open account of ada"):
            lms.lms.join_group("G", "ada")
        lms.lms.tell_event("anything")
        assert (lms.enrollments("ada"), lms.lms.completions(), lms.lms.certifications(user_id=user)) == history
        assert [(each.course, each.result) for each in lms.lms.completions()] == [("DONE", "passed")]


def test_nothing_becomes_overdue_while_the_account_is_closed_and_what_is_late_does_at_once_on_return() -> None:
    with school(COURSES, RULES, policy={"on_leaver": "keep"}) as lms:
        user = at_work(lms)
        lms.lms.deactivate(user)
        lms.until("2026-03-15")
        assert lms.told("overdue") == []
        lms.lms.reactivate(user)
        assert {each.course: each.overdue for each in lms.enrollments("ada") if each.closed_at is None} == {
            "BEGUN": True,  # due on 9 March
            "OPEN": True,
            "BY-HAND": False,  # due on 20 March
        }
        lms.until("2026-03-21")
        assert [at for at, _ in lms.told("overdue")] == ["2026-03-15 09:00", "2026-03-15 09:00", "2026-03-21 00:00"]


def test_who_comes_back_finds_the_history_and_goes_on(lms: School) -> None:
    user = at_work(lms)
    lms.lms.deactivate(user)
    lms.until("2026-09-01")
    lms.lms.reactivate(user)
    assert lms.holds("ada") == {"DONE": ("active", "2027-03-02")}  # still good: DONE is not asked again
    assert lms.open("ada") == {"BEGUN": "2026-09-08", "OPEN": "2026-09-08"}
    assert left(lms) == {"DONE": "completed", "BEGUN": "assigned", "OPEN": "assigned", "BY-HAND": "archived"}
    assert len(lms.enrollments("ada")) == 6


def test_what_ran_out_during_the_absence_is_asked_again_on_return(lms: School) -> None:
    user = at_work(lms)
    lms.lms.deactivate(user)
    lms.until("2027-03-03")
    assert lms.holds("ada") == {"DONE": ("expired", "2027-03-02")}
    assert lms.open("ada") == {}
    lms.lms.reactivate(user)
    assert lms.open("ada")["DONE"] == "2027-03-02"


def test_a_license_is_taken_by_an_open_account_and_free_again_when_it_closes() -> None:
    with school(COURSES, RULES, policy={"licenses": 2}) as lms:
        ada = lms.join("ada")
        lms.join("bo")
        with pytest.raises(Refused, match="All 2 licenses are in use") as refused:
            lms.join("cy")
        assert refused.value.code == "no-license-left"
        lms.lms.deactivate(ada)
        lms.join("cy")
        with pytest.raises(Refused, match="licenses"):
            lms.lms.reactivate(ada)
        assert not lms.lms.user(ada).active
        assert len(lms.lms.users(active=True)) == 2
        lms.lms.deactivate(lms.account("bo"))
        assert lms.lms.reactivate(ada).active


def test_a_leaver_is_reported_on_as_before_and_the_license_is_counted_free() -> None:
    with school(COURSES, RULES, policy={"licenses": 5}) as lms:
        user = at_work(lms)
        lms.join("bo")
        lms.until("2026-03-05")
        before = lms.lms.reports.audit(user, date(2026, 3, 4))
        used = lms.lms.reports.license_use()
        assert (used.licenses, used.in_use, used.closed) == (5, 2, 0)
        lms.lms.deactivate(user)
        lms.until("2026-06-01")
        after = lms.lms.reports.audit(user, date(2026, 3, 4))
        assert [(each.course, each.standing, each.sentence) for each in after.obligations] == [
            (each.course, each.standing, each.sentence) for each in before.obligations
        ]
        assert after.obligations  # what was required then is still told
        used = lms.lms.reports.license_use()
        assert (used.licenses, used.in_use, used.closed) == (5, 1, 1)


def test_a_leaver_whose_work_is_kept_holds_nothing_for_the_site() -> None:
    rules = [rule("OPEN", {"job_titles": ["cook"]}, minimum_holders=1)]
    with school(COURSES, rules, policy={"on_leaver": "keep"}) as lms:
        ada = lms.join("ada", job_title="cook", location="OSL")
        lms.join("bo", job_title="cook", location="OSL")
        assert (list(lms.open("ada")), list(lms.open("bo"))) == (["OPEN"], [])
        lms.lms.deactivate(ada)
        assert (list(lms.open("ada")), list(lms.open("bo"))) == (["OPEN"], ["OPEN"])
