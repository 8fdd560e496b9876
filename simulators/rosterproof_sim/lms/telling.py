"""What the LMS recorded, told to the journal always; to its changes feed and to subscribers where the contract says so.

An entry of the feed and a thin message say the same, under the same name.
"""

from collections.abc import Sequence
from typing import Any

from rosterproof_sim.domain.words.catalog import Course, Rule
from rosterproof_sim.domain.words.classes import Booking, ClassSession
from rosterproof_sim.domain.words.learning import Certification, Completion, Enrollment, Revocation, User
from rosterproof_sim.domain.words.notices import LearningChange
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store.learning_changes import FEED

#: The fact as the journal names it -> the event as the contract does.
_ENROLLMENT_EVENTS = {
    "enrolled": "enrollment.created",
    "enrolled_by_hand": "enrollment.created",
    "started": "enrollment.started",
    "withdrawn": "enrollment.withdrawn",
    "archived": "enrollment.archived",
    "waived": "enrollment.waived",
    "overdue": "enrollment.overdue",
    "due_moved": "enrollment.due_moved",
}
_CERTIFICATION_EVENTS = {
    "certification_issued": "certification.issued",
    "renewal_due": "certification.renewal_due",
    "renewed": "certification.renewed",
    "expired": "certification.expired",
    "lapsed": "certification.lapsed",
}
#: What became of a booking -> the event; the journal names the fact after what became of it.
_BOOKING_EVENTS = {
    "booked": "booking.created",
    "waitlisted": "booking.waitlisted",
    "promoted": "booking.promoted",
    "given_up": "booking.given_up",
    "cancelled": "booking.cancelled",
    "attended": "booking.attended",
    "absent": "booking.absent",
}
_BOOKING = ("booking_id", "class_id", "user_id", "external_id", "course", "status")
_ENROLLMENT = ("enrollment_id", "user_id", "external_id", "course", "status")
_COMPLETION = ("completion_id", "sequence", "user_id", "external_id", "course")
_CERTIFICATION = ("certification_id", "user_id", "external_id", "course", "expires_on")


def tell_user(tenant: Tenant, fact: str, user: User, because: str | None = None) -> None:
    """Tell what became of an account, and why, where somebody said so."""
    why = {} if because is None else {"reason": because}
    tenant.journal.append("learning", {"event": fact, **written(user), **why})


def tell_enrollments(tenant: Tenant, fact: str, enrollments: Sequence[Enrollment]) -> None:
    """Tell what became of enrollments."""
    told = [written(each) for each in enrollments]
    tenant.journal.append_all("learning", [{"event": fact, **each} for each in told])
    if fact in _ENROLLMENT_EVENTS:
        thin = [_thin(each, _ENROLLMENT) for each in told]
        _announce(tenant, _ENROLLMENT_EVENTS[fact], list(zip(thin, enrollments, strict=True)))


def tell_completion(tenant: Tenant, fact: str, completion: Completion) -> None:
    """Tell that a learner passed or failed."""
    data = written(completion)
    tenant.journal.append("learning", {"event": fact, **data})
    _announce(tenant, "completion.recorded", [(_thin(data, _COMPLETION), completion)])


def tell_revocation(tenant: Tenant, revocation: Revocation, passed: Completion) -> None:
    """Tell that a pass was taken back."""
    thin, told = written(revocation), written(passed)
    also = {name: told[name] for name in ("instance", "completed_at")}
    tenant.journal.append("learning", {"event": "revoked", **thin, **also})
    _announce(tenant, "completion.revoked", [(thin, revocation)])


def tell_certification(tenant: Tenant, fact: str, certification: Certification) -> None:
    """Tell what became of a certification."""
    data = written(certification)
    tenant.journal.append("learning", {"event": fact, **data})
    if fact in _CERTIFICATION_EVENTS:
        _announce(tenant, _CERTIFICATION_EVENTS[fact], [(_thin(data, _CERTIFICATION), certification)])


def tell_reminder(tenant: Tenant, certification: Certification, days: int) -> None:
    """Tell that somebody was reminded, so many days after a last valid day; before it, if negative."""
    data = _thin(written(certification), _CERTIFICATION)
    tenant.journal.append("learning", {"event": "reminded", **data, "days": days})


def tell_class(tenant: Tenant, fact: str, session: ClassSession) -> None:
    """Tell what became of a class."""
    tenant.journal.append("learning", {"event": fact, **written(session)})


def tell_bookings(tenant: Tenant, became: str, bookings: Sequence[Booking]) -> None:
    """Tell what became of bookings."""
    told = [written(each) for each in bookings]
    tenant.journal.append_all("learning", [{"event": f"booking_{became}", **each} for each in told])
    thin = [_thin(each, _BOOKING) for each in told]
    _announce(tenant, _BOOKING_EVENTS[became], list(zip(thin, bookings, strict=True)))


def tell_course(tenant: Tenant, course: Course, retake_within_days: int | None) -> None:
    """Tell that a course was published in a new version."""
    fact = {**written(course), "retake_within_days": retake_within_days}
    tenant.journal.append("learning", {"event": "course_published", **fact})
    thin = {"code": course.code, "version": course.version, "retake_within_days": retake_within_days}
    _announce(tenant, "course.published", [(thin, course)])


def tell_rule(tenant: Tenant, rule: Rule) -> None:
    """Tell that a rule changed."""
    tenant.journal.append("learning", {"event": "rule_changed", **written(rule), "version": rule.version})
    _announce(tenant, "rule.changed", [({"rule_id": rule.rule_id, "version": rule.version}, rule)])


def _thin(data: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: data[name] for name in names}


def _announce(tenant: Tenant, event: str, told: Sequence[tuple[dict[str, Any], object]]) -> None:
    """Enter things of one kind into the feed, and promise to tell subscribers, in their order."""
    if not told:
        return
    now = tenant.clock.now()
    numbers = tenant.store.counters.take("learning_change", len(told))
    with tenant.store.transaction() as db:
        FEED.append(
            db,
            [
                LearningChange(sequence=number, type=event, recorded_at=now, data=thin)
                for number, (thin, _) in zip(numbers, told, strict=True)
            ],
        )
        for thin, record in told:
            tenant.outbox.promise("lms", event, thin, record)
