"""Training that was done elsewhere: an administrator records it, with its day and its proof, when it becomes known."""

from datetime import UTC, datetime

from rosterproof_sim.domain.rules.dates import day_in
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import Completion, Enrollment, User
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.lms import renewal
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.learning import enroll_by_hand
from rosterproof_sim.lms.recording import record_result
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications, learning
from rosterproof_sim.store.database import Connection

_EARLIEST = datetime(1950, 1, 1, tzinfo=UTC)


def record_training(
    tenant: Tenant, user_id: str, code: str, completed_at: datetime, *, score: float | None, reference: str | None
) -> Completion:
    """Record the pass of an external course, as of when it was passed.

    It counts in the oldest open enrollment; where there is none, one is made by hand. What was certified later stays:
    Refused("certified-later").
    """
    with tenant.store.transaction() as db:
        try:
            user = find(db, user_id)
        except NotFound as unknown:
            raise Invalid("user_id", unknown.detail) from None
        _check(tenant, code, completed_at)
        if not user.active:
            raise Refused("account-closed", f"The account of {user_id} is closed. Reactivate it first.")
        live = next((each for each in learning.live(db, user_id) if each.course == code), None)
        enrollment = live or enroll_by_hand(tenant, user_id, code, None)
        _refuse_outdone(db, user, tenant.curriculum.course(code), enrollment, completed_at)
        done = record_result(
            tenant, db, enrollment, passed=True, score=score, completed_at=completed_at, reference=reference
        )
        # A renewal may be due by now, and the last valid day be over.
        renewal.fall_due(tenant)
        return done


def _check(tenant: Tenant, code: str, completed_at: datetime) -> None:
    course = tenant.course(code)
    if course is None:
        raise Invalid("course", f"there is no course {code!r}")
    if course.kind != "external":
        raise Invalid("course", f"{code} is {course.kind}; only external courses are done elsewhere")
    if completed_at > tenant.clock.now():
        raise Invalid("completed_at", f"{instant_text(completed_at)} is still to come")
    if completed_at < _EARLIEST:
        raise Invalid("completed_at", f"{instant_text(completed_at)} is before {_EARLIEST.year}")


def _refuse_outdone(db: Connection, user: User, course: Course, enrollment: Enrollment, completed_at: datetime) -> None:
    """Refuse what would come before a certification that is there: the newest counts, and must stay the newest."""
    held = certifications.newest_of(db, user.user_id).get((course.renews or course.code, enrollment.instance))
    day = day_in(user.time_zone, completed_at)
    if held is not None and held.issued_on > day:
        detail = f"{held.certification_id} of {held.course} was issued on {held.issued_on}, which is after {day}."
        raise Refused("certified-later", detail)
