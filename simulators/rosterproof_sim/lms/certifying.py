"""What a pass is worth: issuing certifications, each renewing the one before it."""

from dataclasses import replace

from rosterproof_sim.domain.rules.certification import renewable_by_short_course, term
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import STANDING, Certification, Enrollment, User
from rosterproof_sim.lms.agenda import plan_certification
from rosterproof_sim.lms.telling import tell_certification
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications
from rosterproof_sim.store.database import Connection


def worth(tenant: Tenant, db: Connection, user: User, enrollment: Enrollment, course: Course) -> Certification | None:
    """Return the certification that a pass of today is worth; a short course that comes too late is worth none."""
    today = tenant.today(user)
    newest = certifications.newest_of(db, user.user_id)
    version = enrollment.course_version
    if course.renews is not None:
        renewed = tenant.curriculum.course(course.renews)
        held = newest.get((renewed.code, enrollment.instance))
        if held is None or not renewable_by_short_course(renewed, held, today):
            return None
        course, version = renewed, renewed.version
    valid = term(course, today, tenant.policy.recert_anchor, newest.get((course.code, enrollment.instance)))
    return Certification(
        certification_id="",
        user_id=user.user_id,
        external_id=user.external_id,
        course=course.code,
        course_version=version,
        instance=enrollment.instance,
        completion_id="",
        status="active",
        issued_on=today,
        expires_on=valid.expires_on,
        window_opens_on=valid.window_opens_on,
    )


def issue(tenant: Tenant, db: Connection, user: User, earned: Certification) -> None:
    """Issue a certification; the one before it, if it still stands, is renewed by it."""
    previous = certifications.newest_of(db, user.user_id).get((earned.course, earned.instance))
    if previous is not None and previous.status in STANDING:
        certifications.move(db, previous.certification_id, "renewed")
        tell_certification(tenant, "renewed", replace(previous, status="renewed"))
    number = tenant.store.counters.next("certification")
    issued = replace(earned, certification_id=numbered("certification", number))
    certifications.issue(db, issued)
    tell_certification(tenant, "certification_issued", issued)
    plan_certification(tenant, db, user, issued)
