"""When what is open becomes overdue: not during a leave that pauses it, and not in a closed account."""

from collections.abc import Sequence
from dataclasses import replace

from rosterproof_sim.domain.words.learning import LIVE, Enrollment, User
from rosterproof_sim.lms.telling import tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import learning, notes
from rosterproof_sim.store.database import Connection


def become_overdue(tenant: Tenant, db: Connection, user: User, enrollments: Sequence[Enrollment]) -> None:
    """Note which of a user's enrollments are overdue, and tell of each once."""
    today = tenant.today(user)
    late = [
        each
        for each in enrollments
        if each.status in LIVE and not each.overdue and each.due_on is not None and each.due_on < today
    ]
    if not late or not user.active or _paused(tenant, db, user):
        return
    for each in late:
        learning.set_due(db, each.enrollment_id, each.due_on, overdue=True)
    tell_enrollments(tenant, "overdue", [replace(each, overdue=True) for each in late])


def _paused(tenant: Tenant, db: Connection, user: User) -> bool:
    return tenant.policy.leave_mode == "pause" and notes.of(db, user.user_id).leave_since is not None
