"""Publishing a course in a new version: what is open moves to it; who holds an earlier one keeps it or retakes it."""

from dataclasses import replace

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import LIVE, STANDING, Certification, EnrollmentStatus, User
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.agenda import replan
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.lms.telling import tell_certification, tell_course, tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, certifications, learning
from rosterproof_sim.store.database import Connection

#: What is open and not in the middle of an earlier version.
_NOT_BEGUN: tuple[EnrollmentStatus, ...] = ("assigned", "failed")


def publish(tenant: Tenant, course: Course, retake_within_days: int | None) -> Course:
    """Put a course in force in a new version, and let the rules look at everybody, in one pass. Raises Invalid.

    With `retake_within_days` whoever holds an earlier version has so many days more; without, they keep what they hold.
    """
    with tenant.store.transaction() as db:
        before = tenant.course(course.code)
        course = tenant.rulebook.publish(db, course, tenant.clock.now(), retake_within_days)
        tell_course(tenant, course, retake_within_days)
        learning.take_over(db, course.code, course.version, _NOT_BEGUN if retake_within_days is None else LIVE)
        for code in _concerned(before, course, retake_within_days):
            for held in certifications.current_in(db, code):
                user = find(db, held.user_id)
                if retake_within_days is not None and code == course.code and held.status in STANDING:
                    _shorten(tenant, db, user, held, retake_within_days)
                replan(tenant, db, user, published=code)
        people = accounts.active(db)
        look_at(tenant, db, people)
        fill_sites(tenant, db, {each.location for each in people})
        return course


def _concerned(before: Course | None, course: Course, retake_within_days: int | None) -> list[str]:
    """Return the courses for whose holders the clock has other things to do than before."""
    renewed = {before.renews if before is not None else None, course.renews}
    found = renewed if len(renewed) > 1 else set()
    if retake_within_days is not None or before is None or before.grace_days != course.grace_days:
        found = {*found, course.code}
    return sorted(code for code in found if code is not None)


def _shorten(tenant: Tenant, db: Connection, user: User, held: Certification, days: int) -> None:
    """Open the renewal of a certification today, let it last so many days at most, and move what is open for it."""
    today = tenant.today(user)
    last = days_after(today, days)
    short = replace(
        held,
        status="renewal_due",
        expires_on=min(held.expires_on or last, last),
        window_opens_on=min(held.window_opens_on or today, today),
    )
    if short == held:
        return
    certifications.shorten(db, [short])
    tell_certification(tenant, "renewal_due", short)
    moved = [
        replace(each, due_on=short.expires_on)
        for each in learning.live(db, user.user_id)
        if (each.course, each.instance, each.source) == (held.course, held.instance, "recertification")
        and each.due_on is not None
        and short.expires_on is not None
        and each.due_on > short.expires_on
    ]
    for each in moved:
        learning.set_due(db, each.enrollment_id, each.due_on, overdue=each.overdue)
    tell_enrollments(tenant, "due_moved", moved)
