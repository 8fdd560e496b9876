"""What a pass is worth: issuing certifications, each renewing the one before it."""

from dataclasses import replace
from datetime import date

from rosterproof_sim.domain.rules.certification import renewable_by_short_course, term
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import STANDING, Certification, Enrollment, User
from rosterproof_sim.lms.agenda import plan_certification
from rosterproof_sim.lms.telling import tell_certification
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications
from rosterproof_sim.store.database import Connection


def worth(
    tenant: Tenant, db: Connection, user: User, enrollment: Enrollment, course: Course, day: date
) -> Certification | None:
    """Return the certification that a pass of a day is worth; a short course that comes too late is worth none."""
    newest = certifications.newest_of(db, user.user_id)
    version = enrollment.course_version
    if course.renews is not None:
        renewed = tenant.curriculum.course(course.renews)
        held = newest.get((renewed.code, enrollment.instance))
        if held is None or not renewable_by_short_course(renewed, held, day):
            return None
        course, version = renewed, renewed.version
    previous = newest.get((course.code, enrollment.instance))
    if previous is not None and stood(previous, day, tenant.today(user)):
        previous = replace(previous, status="active")
    valid = term(course, day, tenant.policy.recert_anchor, previous)
    return Certification(
        certification_id="",
        user_id=user.user_id,
        external_id=user.external_id,
        course=course.code,
        course_version=version,
        instance=enrollment.instance,
        completion_id="",
        status="active",
        issued_on=day,
        expires_on=valid.expires_on,
        window_opens_on=valid.window_opens_on,
    )


def stood(held: Certification, day: date, today: date) -> bool:
    """Tell whether a certification stands, or stood on an earlier day for which a pass is recorded only now."""
    return held.status in STANDING or (day < today and (held.expires_on is None or day <= held.expires_on))


def issue(tenant: Tenant, db: Connection, user: User, earned: Certification) -> None:
    """Issue a certification; the one before it, if it still stands, is renewed by it."""
    previous = certifications.newest_of(db, user.user_id).get((earned.course, earned.instance))
    if previous is not None and stood(previous, earned.issued_on, tenant.today(user)):
        certifications.move(db, previous.certification_id, "renewed")
        tell_certification(tenant, "renewed", replace(previous, status="renewed"))
    number = tenant.store.counters.next("certification")
    issued = replace(earned, certification_id=numbered("certification", number))
    certifications.issue(db, issued)
    tell_certification(tenant, "certification_issued", issued)
    plan_certification(tenant, db, user, issued)
