"""What learners and administrators do: start, pass, fail; enroll someone by hand, take someone off a course."""

from dataclasses import replace
from datetime import date

from rosterproof_sim.domain.rules.certification import met, renewable_by_short_course, term
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import (
    LIVE,
    STANDING,
    Action,
    ActionResult,
    Certification,
    Completion,
    Enrollment,
    User,
)
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.agenda import plan_certification, plan_enrollments
from rosterproof_sim.lms.assignment import close, look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.lms.telling import tell_certification, tell_completion, tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, certifications, learning
from rosterproof_sim.store.database import Connection


def oldest_active(tenant: Tenant, external_id: str) -> User:
    """Return the account in which a person acts."""
    with tenant.store.transaction() as db:
        user = accounts.oldest_active(db, external_id)
    if user is None:
        raise Refused("no-account", f"{external_id!r} has no active account.")
    return user


def act(tenant: Tenant, external_id: str, code: str, action: Action, score: float | None) -> ActionResult:
    """Let a learner act on the open enrollment of a course."""
    if score is not None and not 0 <= score <= 100:
        raise Invalid("score", f"{score} is not between 0 and 100")
    with tenant.store.transaction() as db:
        user = oldest_active(tenant, external_id)
        course = tenant.course(code)
        enrollment = next((each for each in learning.live(db, user.user_id) if each.course == code), None)
        if course is None or enrollment is None:
            raise Refused("no-enrollment", f"{user.user_id} ({external_id}) has no open enrollment in {code!r}.")
        if action != "fail":
            _refuse_unprepared(tenant, db, user, enrollment)
        if action == "start":
            _start(tenant, db, enrollment)
            completion_id = None
        else:
            completion_id = _finish(tenant, db, enrollment, course, passed=action == "pass", score=score)
        return ActionResult(
            user_id=user.user_id,
            enrollment_id=enrollment.enrollment_id,
            completion_id=completion_id,
            at=tenant.clock.now(),
        )


def enroll_by_hand(tenant: Tenant, user_id: str, code: str, due_on: date | None) -> Enrollment:
    """Enroll someone; rules never touch it."""
    with tenant.store.transaction() as db:
        user = find(db, user_id)
        if tenant.course(code) is None:
            raise Invalid("course", f"there is no course {code!r}")
        if not user.active:
            raise Refused("account-closed", f"The account of {user_id} is closed. Reactivate it first.")
        for each in learning.live(db, user_id):
            if each.course == code:
                detail = f"{user_id} is enrolled in {code} already: {each.enrollment_id}, {each.status}."
                raise Refused("already-enrolled", detail)
        enrollment = Enrollment(
            enrollment_id=numbered("enrollment", tenant.store.counters.next("enrollment")),
            user_id=user_id,
            external_id=user.external_id,
            course=code,
            source="manual",
            rule_id=None,
            reason="enrolled by hand",
            status="assigned",
            assigned_at=tenant.clock.now(),
            due_on=due_on,
            overdue=due_on is not None and due_on < tenant.today(user),
            closed_at=None,
        )
        learning.enroll(db, [enrollment])
        tell_enrollments(tenant, "enrolled_by_hand", [enrollment])
        tell_enrollments(tenant, "overdue", [enrollment] if enrollment.overdue else [])
        plan_enrollments(db, [(user, enrollment)])
        return enrollment


def withdraw(tenant: Tenant, enrollment_id: str) -> Enrollment:
    """Take someone off a course. Where a rule still means the user, its next look enrolls again."""
    with tenant.store.transaction() as db:
        enrollment = learning.enrollment(db, enrollment_id)
        if enrollment is None:
            raise NotFound(f"enrollment {enrollment_id}")
        if enrollment.status not in LIVE:
            raise Refused("already-closed", f"{enrollment_id} is {enrollment.status}; there is nothing to withdraw.")
        return close(tenant, db, [enrollment], "withdrawn")[0]


def waive(tenant: Tenant, enrollment_id: str, reason: str) -> Enrollment:
    """Excuse someone from a course; rules ask this account for it no more."""
    with tenant.store.transaction() as db:
        enrollment = learning.enrollment(db, enrollment_id)
        if enrollment is None:
            raise NotFound(f"enrollment {enrollment_id}")
        if enrollment.status not in LIVE:
            raise Refused("already-closed", f"{enrollment_id} is {enrollment.status}; there is nothing to waive.")
        tenant.journal.append("learning", {"event": "excused", "enrollment_id": enrollment_id, "reason": reason})
        return close(tenant, db, [enrollment], "waived")[0]


def _start(tenant: Tenant, db: Connection, enrollment: Enrollment) -> None:
    if enrollment.status == "in_progress":
        raise Refused("already-started", f"{enrollment.enrollment_id} is in progress already.")
    started = replace(enrollment, status="in_progress")
    learning.move(db, [started.enrollment_id], started.status, None)
    tell_enrollments(tenant, "started", [started])


def _finish(
    tenant: Tenant, db: Connection, enrollment: Enrollment, course: Course, *, passed: bool, score: float | None
) -> str:
    """Record a result; a pass closes the enrollment and issues a certification."""
    if passed and score is not None and score < course.pass_score:
        raise Refused("score-too-low", f"{score} is less than the {course.pass_score} that pass {course.code}.")
    now = tenant.clock.now()
    user = find(db, enrollment.user_id)
    issued = _worth(tenant, db, user, enrollment, course) if passed else None
    number = tenant.store.counters.next("completion")
    completion = Completion(
        completion_id=numbered("completion", number),
        sequence=number,
        user_id=enrollment.user_id,
        external_id=enrollment.external_id,
        course=course.code,
        instance=enrollment.instance,
        enrollment_id=enrollment.enrollment_id,
        completed_at=now,
        score=score,
        result="passed" if passed else "failed",
        expires_on=issued.expires_on if issued is not None else None,
        recorded_at=now,
    )
    learning.move(db, [enrollment.enrollment_id], "completed" if passed else "failed", now if passed else None)
    learning.complete(db, completion)
    tell_completion(tenant, completion.result, learning.completion(db, completion.completion_id) or completion)
    if issued is not None:
        _issue(tenant, db, user, replace(issued, completion_id=completion.completion_id))
    if passed:
        look_at(tenant, db, [user])
        fill_sites(tenant, db, [user.location])
    return completion.completion_id


def _worth(tenant: Tenant, db: Connection, user: User, enrollment: Enrollment, course: Course) -> Certification | None:
    """Return the certification that a pass of today is worth; a short course that comes too late is worth none."""
    today = tenant.today(user)
    newest = certifications.newest_of(db, user.user_id)
    if course.renews is not None:
        renewed = tenant.curriculum.course(course.renews)
        held = newest.get((renewed.code, enrollment.instance))
        if held is None or not renewable_by_short_course(renewed, held, today):
            return None
        course = renewed
    valid = term(course, today, tenant.policy.recert_anchor, newest.get((course.code, enrollment.instance)))
    return Certification(
        certification_id="",
        user_id=user.user_id,
        external_id=user.external_id,
        course=course.code,
        instance=enrollment.instance,
        completion_id="",
        status="active",
        issued_on=today,
        expires_on=valid.expires_on,
        window_opens_on=valid.window_opens_on,
    )


def _issue(tenant: Tenant, db: Connection, user: User, worth: Certification) -> None:
    """Issue a certification; the one before it, if it still stands, is renewed by it."""
    previous = certifications.newest_of(db, user.user_id).get((worth.course, worth.instance))
    if previous is not None and previous.status in STANDING:
        certifications.move(db, previous.certification_id, "renewed")
        tell_certification(tenant, "renewed", replace(previous, status="renewed"))
    number = tenant.store.counters.next("certification")
    issued = replace(worth, certification_id=numbered("certification", number))
    certifications.issue(db, issued)
    tell_certification(tenant, "certification_issued", issued)
    plan_certification(tenant, db, user, issued)


def _refuse_unprepared(tenant: Tenant, db: Connection, user: User, enrollment: Enrollment) -> None:
    """Refuse to start or pass what requires a course that is not met."""
    newest = certifications.newest_of(db, user.user_id)
    for code in tenant.curriculum.requires(enrollment.course):
        required = tenant.curriculum.course(code)
        if not any(met(required, name, newest, tenant.today(user)) for name in {"", enrollment.instance}):
            raise Refused("prerequisite-missing", f"{enrollment.course} requires {code}, which is not met.")
