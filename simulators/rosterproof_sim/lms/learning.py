"""What learners and administrators do: start, pass, fail; enroll someone by hand, take someone off a course."""

from dataclasses import replace
from datetime import date

from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.learning import LIVE, Action, ActionResult, Enrollment, User
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.agenda import plan_enrollments
from rosterproof_sim.lms.assignment import close
from rosterproof_sim.lms.recording import record_result, refuse_exhausted, refuse_unprepared
from rosterproof_sim.lms.telling import tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, learning
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
    with tenant.store.transaction() as db:
        user = oldest_active(tenant, external_id)
        enrollment = _acted_in(tenant, db, user, code, action)
        completion_id = None
        if action == "start":
            start(tenant, db, user, enrollment)
        else:
            done = record_result(tenant, db, enrollment, passed=action == "pass", score=score)
            completion_id = done.completion_id
        return ActionResult(
            user_id=user.user_id,
            enrollment_id=enrollment.enrollment_id,
            completion_id=completion_id,
            at=tenant.clock.now(),
        )


def start(tenant: Tenant, db: Connection, user: User, enrollment: Enrollment) -> None:
    """Let a learner begin, or begin again after having failed."""
    refuse_unprepared(tenant, db, user, enrollment)
    refuse_exhausted(tenant.curriculum.course(enrollment.course), enrollment)
    if enrollment.status == "in_progress":
        raise Refused("already-started", f"{enrollment.enrollment_id} is in progress already.")
    started = replace(enrollment, status="in_progress")
    learning.move(db, [started.enrollment_id], started.status, None)
    tell_enrollments(tenant, "started", [started])


def enroll_by_hand(tenant: Tenant, user_id: str, code: str, due_on: date | None, reason: str = "") -> Enrollment:
    """Enroll someone, for a reason if one is given; rules never touch it."""
    with tenant.store.transaction() as db:
        user = find(db, user_id)
        course = tenant.course(code)
        if course is None:
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
            course_version=course.version,
            source="manual",
            rule_id=None,
            reason=reason or "enrolled by hand",
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
        enrollment = _open(db, enrollment_id)
        return close(tenant, db, [enrollment], "withdrawn")[0]


def waive(tenant: Tenant, enrollment_id: str, reason: str) -> Enrollment:
    """Excuse someone from a course; rules ask this account for it no more."""
    with tenant.store.transaction() as db:
        enrollment = _open(db, enrollment_id)
        tenant.journal.append("learning", {"event": "excused", "enrollment_id": enrollment_id, "reason": reason})
        return close(tenant, db, [enrollment], "waived")[0]


def _open(db: Connection, enrollment_id: str) -> Enrollment:
    """Return an enrollment that may be ended: it is open, and so is the account."""
    enrollment = learning.enrollment(db, enrollment_id)
    if enrollment is None:
        raise NotFound(f"enrollment {enrollment_id}")
    if enrollment.status not in LIVE:
        raise Refused("already-closed", f"{enrollment_id} is {enrollment.status}; there is nothing to end.")
    if not find(db, enrollment.user_id).active:
        detail = f"The account of {enrollment.user_id} is closed; what is in it changes no more. Reactivate it first."
        raise Refused("account-closed", detail)
    return enrollment


def _acted_in(tenant: Tenant, db: Connection, user: User, code: str, action: Action) -> Enrollment:
    """Return the oldest open enrollment in a course; where it may be retaken, without one, that of the last pass."""
    course = tenant.course(code)
    found = next((each for each in learning.live(db, user.user_id) if each.course == code), None)
    if found is None and course is not None and course.retakes and action != "start":
        found = learning.passed_in(db, user.user_id, code)
    if course is None or found is None:
        raise Refused("no-enrollment", f"{user.user_id} ({user.external_id}) has no open enrollment in {code!r}.")
    return found
