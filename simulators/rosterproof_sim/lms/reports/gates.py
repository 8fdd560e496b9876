"""Who is cleared for gated work: the course met, supervision only, or barred."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from rosterproof_sim.domain.words.obligations import Clearance
from rosterproof_sim.domain.words.reports import ClearanceRow, GateRow
from rosterproof_sim.lms.reports.compliance import Wanted, chosen
from rosterproof_sim.lms.reports.roll import Moment
from rosterproof_sim.lms.tenant import Tenant


def gates(tenant: Tenant, when: Moment, wanted: Wanted) -> list[GateRow]:
    """Count for each gated course, in the order of the catalog."""
    counts: defaultdict[str, Counter[Clearance]] = defaultdict(Counter)
    for each in _at_gates(tenant, when, wanted):
        counts[each.course][each.clearance] += 1
    return [
        GateRow(
            course=course.code,
            title=course.title,
            regulation=course.regulation,
            people=counts[course.code].total(),
            cleared=counts[course.code]["cleared"],
            supervised=counts[course.code]["supervised"],
            barred=counts[course.code]["barred"],
        )
        for course in tenant.curriculum.catalog.courses
        if course.code in counts
    ]


def clearances(tenant: Tenant, when: Moment, wanted: Wanted, clearance: Clearance | None) -> list[ClearanceRow]:
    """Return everybody at a gate, in order of user id and of the catalog."""
    return [each for each in _at_gates(tenant, when, wanted) if clearance is None or each.clearance == clearance]


def _at_gates(tenant: Tenant, when: Moment, wanted: Wanted) -> Iterator[ClearanceRow]:
    _, found = chosen(tenant, when, wanted)
    for account, required in found:
        user = account.position.user
        for each in required:
            if each.clearance is not None:
                yield ClearanceRow(
                    user_id=user.user_id,
                    external_id=user.external_id,
                    given_name=user.given_name,
                    family_name=user.family_name,
                    job_title=user.job_title,
                    department=user.department,
                    location=user.location,
                    course=each.course,
                    instance=each.instance,
                    clearance=each.clearance,
                    supervised_until=each.supervised_until,
                    expires_on=each.basis.expires_on if each.basis is not None else None,
                    standing=each.standing,
                )
