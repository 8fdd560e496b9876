"""Letting the assignment rules look at people, and doing what they want."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from rosterproof_sim.domain.rules.assignment import Assigned, Decision, Transcript, decide
from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.learning import Enrollment, User
from rosterproof_sim.lms.agenda import plan_enrollments
from rosterproof_sim.lms.seats import release
from rosterproof_sim.lms.subject import subjects
from rosterproof_sim.lms.telling import tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.lms.transcript import transcripts
from rosterproof_sim.store import learning
from rosterproof_sim.store.database import Connection


def look_at(tenant: Tenant, db: Connection, users: Sequence[User], *, new: bool = False) -> None:
    """Enroll and withdraw as the rules want it. Closed accounts are left alone; a second look changes nothing.

    Of new users there is nothing to be read yet. Where the connector enrolls, the rules do nothing.
    """
    if tenant.policy.assign_by == "connector":
        return
    looked_at = [each for each in users if each.active]
    carry_out(tenant, db, decisions(tenant, db, looked_at, new=new))


def decisions(
    tenant: Tenant, db: Connection, users: Sequence[User], *, new: bool = False
) -> list[tuple[Subject, Decision]]:
    """Return what the rules want done about each, and do nothing. What there is of many is read at once."""
    has = {} if new else transcripts(db, users)
    return [
        (subject, decide(subject, tenant.curriculum, tenant.policy, has.get(subject.user.user_id, Transcript())))
        for subject in subjects(tenant, db, users, tenant.curriculum)
    ]


def carry_out(tenant: Tenant, db: Connection, decided: Iterable[tuple[Subject, Decision]]) -> None:
    """Do what was decided: all enrollments at once, then all withdrawals."""
    decided = list(decided)
    enroll(tenant, db, [(subject, each) for subject, decision in decided for each in decision.assign])
    close(tenant, db, [each for _, decision in decided for each in decision.withdraw], "withdrawn")


def enroll(tenant: Tenant, db: Connection, wanted: Sequence[tuple[Subject, Assigned]]) -> list[Enrollment]:
    """Make enrollments, tell of them, and note when each is overdue."""
    if not wanted:
        return []
    numbers = tenant.store.counters.take("enrollment", len(wanted))
    made = [
        Enrollment(
            enrollment_id=numbered("enrollment", number),
            user_id=subject.user.user_id,
            external_id=subject.user.external_id,
            course=each.course,
            course_version=tenant.curriculum.course(each.course).version,
            instance=each.instance,
            source=each.source,
            rule_id=each.rule.rule_id,
            rule_version=each.rule.version,
            reason=each.reason,
            status="assigned",
            assigned_at=tenant.clock.now(),
            due_on=each.due_on,
            overdue=each.due_on is not None and each.due_on < subject.today,
            closed_at=None,
        )
        for number, (subject, each) in zip(numbers, wanted, strict=True)
    ]
    learning.enroll(db, made)
    tell_enrollments(tenant, "enrolled", made)
    tell_enrollments(tenant, "overdue", [each for each in made if each.overdue])
    plan_enrollments(db, [(subject.user, each) for (subject, _), each in zip(wanted, made, strict=True)])
    return made


def close(
    tenant: Tenant, db: Connection, enrollments: Sequence[Enrollment], to: Literal["withdrawn", "archived", "waived"]
) -> list[Enrollment]:
    """End open enrollments without a result, and give up what is booked for them."""
    closed = [replace(each, status=to, closed_at=tenant.clock.now()) for each in enrollments]
    learning.move(db, [each.enrollment_id for each in closed], to, tenant.clock.now())
    tell_enrollments(tenant, to, closed)
    release(tenant, db, [each.enrollment_id for each in closed])
    return closed
