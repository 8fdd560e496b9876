"""Bringing together what rules may ask about people: one at a time, or many in a few queries."""

from collections.abc import Sequence

from rosterproof_sim.domain.rules.audience import meant
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, notes, rulebook
from rosterproof_sim.store.database import Connection

#: From so many on, what there is of them is read at once.
MANY = 20


def subjects(tenant: Tenant, db: Connection, users: Sequence[User], curriculum: Curriculum) -> list[Subject]:
    """Return people as rules see them today, in the same order."""
    many = len(users) >= MANY
    noticed = (
        notes.of_many(db, [each.user_id for each in users])
        if many
        else {each.user_id: notes.of(db, each.user_id) for each in users}
    )
    reports = _reports(db, users, curriculum, many=many)
    joined = rulebook.memberships(db) if curriculum.catalog.groups else {}
    found = []
    for user in users:
        note = noticed.get(user.user_id) or notes.Notes(user_id=user.user_id)
        subject = Subject(
            user=user,
            today=tenant.today(user),
            title_since=note.title_since,
            absence_days=note.absence_days,
            reports=tuple(Subject(user=each, today=tenant.today(each)) for each in reports.get(user.external_id, ())),
        )
        found.append(with_groups(subject, curriculum, joined.get(user.user_id, frozenset())))
    return found


def _reports(db: Connection, users: Sequence[User], curriculum: Curriculum, *, many: bool) -> dict[str, list[User]]:
    if not curriculum.asks_for_reports:
        return {}
    if not many:
        return {each.external_id: accounts.reporting_to(db, each.external_id) for each in users}
    return accounts.reporting_to_many(db, sorted({each.external_id for each in users}))


def with_groups(subject: Subject, curriculum: Curriculum, joined: frozenset[str]) -> Subject:
    """Return somebody with the groups: those joined by hand, and those whose audience means the person."""
    if not curriculum.catalog.groups:
        return subject
    meant_by = {
        each.group for each in curriculum.catalog.groups if each.audience is not None and meant(each.audience, subject)
    }
    return Subject(
        user=subject.user,
        today=subject.today,
        title_since=subject.title_since,
        absence_days=subject.absence_days,
        reports=subject.reports,
        groups=joined | meant_by,
    )
