"""What learners and administrators do, and what they may not."""

from datetime import date
from typing import Any

import pytest
from unit.small_world import ADA, START, a_world, advance_days, courses_of, digest

from rosterproof_sim.domain.words.refusals import Invalid, NotAdmitted, NotFound, Refused

WHO = "E0000042"


def test_a_learner_starts_fails_and_passes() -> None:
    world = a_world()
    world.lms.create_user(ADA)
    statuses = []
    for action, score in (("start", None), ("fail", 40), ("start", None), ("fail", 60.5), ("pass", 80)):
        done = world.lms.act(WHO, "SAFE-110", action, score)  # type: ignore[arg-type]
        statuses.append(world.lms.enrollment(done.enrollment_id).status)
    assert statuses == ["in_progress", "failed", "in_progress", "failed", "completed"]
    told = [(each.sequence, each.result, each.score, each.expires_on) for each in world.lms.completions()]
    assert told == [(1, "failed", 40, None), (2, "failed", 60.5, None), (3, "passed", 80, date(2027, 3, 2))]
    (held,) = world.lms.certifications()
    assert (held.completion_id, held.status, held.issued_on) == ("C0000003", "active", date(2026, 3, 2))
    assert world.lms.enrollments(course="SAFE-110")[0].closed_at == START


def test_a_whole_score_comes_back_whole() -> None:
    world = a_world()
    world.lms.create_user(ADA)
    world.lms.act(WHO, "SAFE-110", "pass", 87.0)
    assert repr(world.lms.completions()[0].score) == "87"


def test_a_pass_is_known_to_the_instant() -> None:
    world = a_world()
    world.lms.create_user(ADA)
    advance_days(world, 3)
    done = world.lms.act(WHO, "ORI-100", "pass")
    completion = world.lms.completion(str(done.completion_id))
    assert (completion.completed_at, completion.recorded_at, completion.score) == (done.at, done.at, None)


def test_a_learner_acts_in_the_oldest_active_account() -> None:
    world = a_world()
    first, second = world.lms.create_user(ADA), world.lms.create_user({**ADA, "username": "second"})
    assert world.lms.act(WHO, "ORI-100", "start").user_id == first.user_id
    world.lms.deactivate(first.user_id)
    assert world.lms.act(WHO, "ORI-100", "start").user_id == second.user_id


@pytest.mark.parametrize(
    ("who", "course", "action", "score", "code"),
    [
        ("E0000001", "ORI-100", "start", None, "no-account"),
        (WHO, "PSM-200", "pass", 90, "no-enrollment"),
        (WHO, "NO-SUCH", "pass", 90, "no-enrollment"),
        (WHO, "SAFE-110", "pass", 79.9, "score-too-low"),
        (WHO, "FORK-120", "start", None, "already-started"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    who: str, course: str, action: Any, score: float | None, code: str
) -> None:
    world = a_world()
    world.lms.create_user(ADA)
    world.lms.act(WHO, "FORK-120", "start")
    before = digest(world)
    with pytest.raises(Refused) as refused:
        world.lms.act(who, course, action, score)
    assert refused.value.code == code
    assert digest(world) == before


@pytest.mark.parametrize("score", [-1, 101, float("nan")])
def test_a_score_is_between_0_and_100(score: float) -> None:
    world = a_world()
    world.lms.create_user(ADA)
    with pytest.raises(Invalid, match="score"):
        world.lms.act(WHO, "ORI-100", "fail", score)


def test_enrolled_by_hand_once_and_only_in_what_there_is() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    by_hand = world.lms.enroll_by_hand(ada.user_id, "PSM-200", date(2026, 4, 1))
    assert (by_hand.source, by_hand.reason, by_hand.due_on) == ("manual", "enrolled by hand", date(2026, 4, 1))
    before = digest(world)
    with pytest.raises(Refused, match=by_hand.enrollment_id):
        world.lms.enroll_by_hand(ada.user_id, "PSM-200")
    with pytest.raises(Invalid, match="NO-SUCH"):
        world.lms.enroll_by_hand(ada.user_id, "NO-SUCH")
    with pytest.raises(NotFound, match="U0000099"):
        world.lms.enroll_by_hand("U0000099", "PSM-200")
    assert digest(world) == before
    world.lms.deactivate(ada.user_id)
    with pytest.raises(Refused, match="closed"):
        world.lms.enroll_by_hand(ada.user_id, "PSM-200")


def test_who_enrolls_somebody_may_say_why() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    assert world.lms.enroll_by_hand(ada.user_id, "PSM-200", reason="rule psm v1").reason == "rule psm v1"


def test_who_was_taken_off_a_course_is_enrolled_again_by_the_next_look() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    (safety,) = world.lms.enrollments(course="SAFE-110")
    assert world.lms.withdraw(safety.enrollment_id).status == "withdrawn"
    with pytest.raises(Refused, match="withdrawn"):
        world.lms.withdraw(safety.enrollment_id)
    assert "SAFE-110" not in courses_of(world, ada.user_id)
    world.lms.update_user(ada.user_id, {"email": None})
    assert "SAFE-110" in courses_of(world, ada.user_id)


def test_a_username_is_unique_and_an_external_id_is_not() -> None:
    world = a_world()
    first = world.lms.create_user({**ADA, "username": "ada"})
    second = world.lms.create_user(ADA)
    assert (second.external_id, second.username) == (first.external_id, "u0000002")
    before = digest(world)
    with pytest.raises(Refused, match="U0000001") as taken:
        world.lms.create_user({**ADA, "username": "ada"})
    assert taken.value.code == "username-taken"
    with pytest.raises(Refused):
        world.lms.update_user(second.user_id, {"username": "ada"})
    assert digest(world) == before
    assert world.lms.update_user(first.user_id, {"username": "ada"}) == first


def test_a_username_that_the_lms_would_give_may_be_taken() -> None:
    world = a_world()
    world.lms.create_user({**ADA, "username": "u0000002"})
    assert world.lms.create_user(ADA).username == "u0000002-2"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"external_id": "E1"}, "given_name"),
        ({"given_name": "Ada"}, "external_id"),
        ({**ADA, "active": False}, "active"),
        ({**ADA, "username": None}, "username"),
        ({**ADA, "hire_date": "tomorrow"}, "hire_date"),
        ({**ADA, "employment_status": "gone"}, "employment_status"),
        ({**ADA, "given_name": 7}, "given_name"),
    ],
)
def test_fields_that_cannot_be_used_are_named(fields: dict[str, Any], where: str) -> None:
    world = a_world()
    before = digest(world)
    with pytest.raises(Invalid) as invalid:
        world.lms.create_user(fields)
    assert invalid.value.where == where
    assert digest(world) == before


def test_null_clears_and_absent_stays() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    changed = world.lms.update_user(ada.user_id, {"email": None})
    assert (changed.email, changed.family_name, changed.version) == (None, "Berg", 2)


def test_a_profile_that_says_terminated_closes_nothing() -> None:
    world = a_world()
    ada = world.lms.create_user({**ADA, "username": "ada"})
    world.lms.update_user(ada.user_id, {"employment_status": "terminated"})
    session, _ = world.lms.sign_in("ada", world.credential("learner", 1))
    assert session.user_id == ada.user_id


def test_closing_an_account_ends_its_sessions_and_refuses_new_ones() -> None:
    world = a_world()
    ada = world.lms.create_user({**ADA, "username": "ada"})
    password = world.credential("learner", 1)
    _, token = world.lms.sign_in("ada", password)
    assert world.lms.session(token).user_id == ada.user_id
    world.lms.deactivate(ada.user_id)
    with pytest.raises(NotAdmitted) as ended:
        world.lms.session(token)
    with pytest.raises(NotAdmitted) as refused:
        world.lms.sign_in("ada", password)
    assert (ended.value.code, refused.value.code) == ("session-ended", "sign-in-refused")
    assert [each.ended_by for each in world.lms.sessions(ada.user_id)] == ["deactivation"]


def test_closing_a_closed_account_and_opening_an_open_one_change_nothing() -> None:
    world = a_world()
    ada = world.lms.create_user(ADA)
    open_before = digest(world)
    world.lms.reactivate(ada.user_id)
    assert digest(world) == open_before
    world.lms.deactivate(ada.user_id)
    closed_before = digest(world)
    world.lms.deactivate(ada.user_id)
    assert digest(world) == closed_before


@pytest.mark.parametrize(("username", "password"), [("ada", "guess"), ("ada", "ø\ud800"), ("nobody", None)])
def test_a_wrong_name_or_password_is_refused(username: str, password: str | None) -> None:
    world = a_world()
    world.lms.create_user({**ADA, "username": "ada"})
    with pytest.raises(NotAdmitted):
        world.lms.sign_in(username, password or world.credential("learner", 1))


def test_who_signed_out_is_out() -> None:
    world = a_world()
    world.lms.create_user({**ADA, "username": "ada"})
    session, token = world.lms.sign_in("ada", world.credential("learner", 1))
    world.lms.sign_out(token)
    for act in (world.lms.session, world.lms.sign_out):
        with pytest.raises(NotAdmitted):
            act(token)
    (ended,) = world.lms.sessions(session.user_id)
    assert (ended.ended_by, ended.ended_at) == ("sign_out", START)


def test_users_are_listed_by_id_behind_a_cursor_and_by_what_they_are() -> None:
    world = a_world()
    for number in range(5):
        world.lms.create_user({**ADA, "external_id": f"E{number}", "username": f"name{number}"})
    world.lms.deactivate("U0000003")
    assert [each.user_id for each in world.lms.users(after="U0000001", limit=2)] == ["U0000002", "U0000003"]
    assert [each.user_id for each in world.lms.users(active=False)] == ["U0000003"]
    assert [each.user_id for each in world.lms.users(username="name4", email="ada.berg@example.com")] == ["U0000005"]
    assert [each.user_id for each in world.lms.users(external_id="E1")] == ["U0000002"]
