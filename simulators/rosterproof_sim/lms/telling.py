"""What the LMS recorded, told twice: to the journal always, to subscribers where the contract has an event for it."""

from collections.abc import Sequence

from rosterproof_sim.domain.words.catalog import Rule
from rosterproof_sim.domain.words.learning import Certification, Completion, Enrollment, User
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.lms.tenant import Tenant

#: The fact as the journal names it -> the event as the contract does.
_ENROLLMENT_EVENTS = {
    "enrolled": "enrollment.created",
    "enrolled_by_hand": "enrollment.created",
    "withdrawn": "enrollment.withdrawn",
    "archived": "enrollment.archived",
    "waived": "enrollment.waived",
    "overdue": "enrollment.overdue",
    "due_moved": "enrollment.due_moved",
}
_CERTIFICATION_EVENTS = {"renewal_due": "certification.renewal_due", "expired": "certification.expired"}


def tell_user(tenant: Tenant, fact: str, user: User) -> None:
    """Tell what became of an account."""
    tenant.journal.append("learning", {"event": fact, **written(user)})


def tell_enrollments(tenant: Tenant, fact: str, enrollments: Sequence[Enrollment]) -> None:
    """Tell what became of enrollments."""
    tenant.journal.append_all("learning", [{"event": fact, **written(each)} for each in enrollments])
    event = _ENROLLMENT_EVENTS.get(fact)
    for each in enrollments if event else ():
        ids = {"enrollment_id": each.enrollment_id, "user_id": each.user_id, "external_id": each.external_id}
        tenant.outbox.promise("lms", str(event), {**ids, "course": each.course, "status": each.status}, each)


def tell_completion(tenant: Tenant, fact: str, completion: Completion) -> None:
    """Tell that a learner passed or failed."""
    data = written(completion)
    tenant.journal.append("learning", {"event": fact, **data})
    told = ("completion_id", "sequence", "user_id", "external_id", "course")
    tenant.outbox.promise("lms", "completion.recorded", {name: data[name] for name in told}, completion)


def tell_certification(tenant: Tenant, fact: str, certification: Certification) -> None:
    """Tell what became of a certification."""
    data = written(certification)
    tenant.journal.append("learning", {"event": fact, **data})
    if fact in _CERTIFICATION_EVENTS:
        told = ("certification_id", "user_id", "external_id", "course", "expires_on")
        thin = {name: data[name] for name in told}
        tenant.outbox.promise("lms", _CERTIFICATION_EVENTS[fact], thin, certification)


def tell_reminder(tenant: Tenant, certification: Certification, days: int) -> None:
    """Tell that somebody was reminded, so many days after a last valid day; before it, if negative."""
    told = ("certification_id", "user_id", "external_id", "course", "expires_on")
    data = written(certification)
    tenant.journal.append("learning", {"event": "reminded", **{name: data[name] for name in told}, "days": days})


def tell_rule(tenant: Tenant, rule: Rule) -> None:
    """Tell that a rule changed."""
    tenant.journal.append("learning", {"event": "rule_changed", **written(rule), "version": rule.version})
    tenant.outbox.promise("lms", "rule.changed", {"rule_id": rule.rule_id, "version": rule.version}, rule)
