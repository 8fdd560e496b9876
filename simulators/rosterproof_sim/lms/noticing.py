"""What follows for others, and for what is open, when a profile changes."""

from collections.abc import Sequence
from dataclasses import replace

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.rules.due import hours_reached
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.lms.agenda import plan_enrollments
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.lms.subject import subjects
from rosterproof_sim.lms.telling import tell_enrollments
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, learning, notes
from rosterproof_sim.store.database import Connection


def notice(tenant: Tenant, db: Connection, before: User, after: User) -> None:
    """Keep what a rule may ask about later, and move the due dates that a change moves."""
    today = tenant.today(after)
    if before.job_title != after.job_title:
        notes.note(db, after.user_id, title_since=today)
    if before.employment_status != "on_leave" and after.employment_status == "on_leave":
        notes.note(db, after.user_id, leave_since=today)
    elif before.employment_status == "on_leave" and after.employment_status != "on_leave":
        _return(tenant, db, after)
    if before.custom != after.custom:
        _count_hours(tenant, db, before, after)


def notice_newcomer(tenant: Tenant, db: Connection, user: User) -> None:
    """Somebody may be on leave when the account is opened."""
    if user.employment_status == "on_leave":
        notes.note(db, user.user_id, leave_since=tenant.today(user))


def look_around(tenant: Tenant, db: Connection, changed: Sequence[User]) -> None:
    """Let the rules look at those whom a change to somebody else concerns: managers, and sites that need holders."""
    looked_at = list(changed)
    if tenant.curriculum.asks_for_reports:
        names = sorted({each.manager_external_id for each in changed if each.manager_external_id is not None})
        managers = [user for each in names for user in accounts.active_called(db, each)]
        look_at(tenant, db, managers)
        looked_at += managers
    fill_sites(tenant, db, {each.location for each in looked_at})


def _return(tenant: Tenant, db: Connection, user: User) -> None:
    """Move what is open by the days of a leave that the policy pauses."""
    since = notes.of(db, user.user_id).leave_since
    notes.note(db, user.user_id, leave_since=None)
    if tenant.policy.leave_mode != "pause" or since is None:
        return
    days = (tenant.today(user) - since).days
    moved = [
        replace(each, due_on=days_after(each.due_on, days), overdue=False)
        for each in learning.live(db, user.user_id)
        if each.due_on is not None and each.due_on >= since
    ]
    for each in moved:
        learning.set_due(db, each.enrollment_id, each.due_on, overdue=each.overdue)
    tell_enrollments(tenant, "due_moved", moved)
    plan_enrollments(db, [(user, each) for each in moved])


def _count_hours(tenant: Tenant, db: Connection, before: User, user: User) -> None:
    """Let what is due by hours worked be due today, once they are reached."""
    rules = {each.rule_id: each for each in tenant.curriculum.catalog.rules}
    (subject,) = subjects(tenant, db, [user], tenant.curriculum)
    moved = []
    for each in learning.live(db, user.user_id):
        rule = rules.get(each.rule_id or "")
        if each.source not in ("rule", "event") or rule is None or not hours_reached(rule.due, subject):
            continue
        if hours_reached(rule.due, replace(subject, user=before)):
            continue
        if each.due_on is None or each.due_on > subject.today:
            moved.append(replace(each, due_on=subject.today))
    for each in moved:
        learning.set_due(db, each.enrollment_id, each.due_on, overdue=each.overdue)
    tell_enrollments(tenant, "due_moved", moved)
    plan_enrollments(db, [(user, each) for each in moved])
