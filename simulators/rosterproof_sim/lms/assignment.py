"""Letting the assignment rules look at a user, and doing what they want."""

from dataclasses import replace
from typing import Literal

from rosterproof_sim.domain.rules.assignment import decide
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.learning import Enrollment, User
from rosterproof_sim.lms.telling import tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications, learning
from rosterproof_sim.store.database import Connection


def look_at(tenant: Tenant, db: Connection, user: User, *, new: bool = False) -> None:
    """Enroll and withdraw as the rules want it. Closed accounts are left alone; a second look changes nothing.

    Of a new user there is nothing to be read yet.
    """
    if not user.active:
        return
    decision = decide(
        user,
        tenant.catalog,
        on_exit=tenant.policy.on_rule_exit,
        live=() if new else learning.live(db, user.user_id),
        newest={} if new else certifications.newest_of(db, user.user_id),
        today=tenant.clock.today(),
    )
    if decision.assign:
        made = [
            Enrollment(
                enrollment_id=numbered("enrollment", number),
                user_id=user.user_id,
                external_id=user.external_id,
                course=each.course,
                source=each.source,
                rule_id=each.rule_id,
                reason=each.reason,
                status="assigned",
                assigned_at=tenant.clock.now(),
                due_on=each.due_on,
                closed_at=None,
            )
            for number, each in zip(
                tenant.store.counters.take("enrollment", len(decision.assign)), decision.assign, strict=True
            )
        ]
        learning.enroll(db, made)
        tell_enrollments(tenant, "enrolled", made)
    for enrollment in decision.withdraw:
        close(tenant, db, enrollment, "withdrawn")


def close(tenant: Tenant, db: Connection, enrollment: Enrollment, to: Literal["withdrawn", "archived"]) -> Enrollment:
    """End an open enrollment without a result."""
    closed = replace(enrollment, status=to, closed_at=tenant.clock.now())
    learning.move(db, closed.enrollment_id, closed.status, closed.closed_at)
    tell_enrollments(tenant, to, [closed])
    return closed
