"""Changing the rules, trying a change out first, and telling the LMS of an event that rules wait for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rosterproof_sim.domain.rules.assignment import Assigned, Decision, asked_by_event, decide
from rosterproof_sim.domain.rules.audience import tenure_spans
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.words.catalog import Rule
from rosterproof_sim.domain.words.learning import Enrollment, User
from rosterproof_sim.lms.agenda import replan
from rosterproof_sim.lms.assignment import enroll, look_at
from rosterproof_sim.lms.holders import fill_sites, next_in_line
from rosterproof_sim.lms.subject import subjects
from rosterproof_sim.lms.telling import tell_rule
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.lms.transcript import transcripts
from rosterproof_sim.store import accounts
from rosterproof_sim.store.database import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """What a rule would do to one person: a course gained, by when and why, or an enrollment lost."""

    user_id: str
    external_id: str
    course: str
    instance: str
    change: str
    due_on: date | None
    reason: str


def change(tenant: Tenant, rule: Rule) -> Rule:
    """Put a rule in force in a new version, and let the rules look at everybody, in one pass. Raises Invalid."""
    with tenant.store.transaction() as db:
        rule = tenant.rulebook.put(db, rule, tenant.clock.now())
        tell_rule(tenant, rule)
        people = accounts.active(db)
        if any(tenure_spans(rule, tenant.curriculum.catalog.groups)):
            for user in people:
                replan(tenant, db, user)
        look_at(tenant, db, people)
        fill_sites(tenant, db, {each.location for each in people})
        return rule


def try_out(tenant: Tenant, rule: Rule) -> list[Effect]:
    """Return what a rule in force would do to whom, in order of user id and course, and do nothing. Raises Invalid."""
    proposed = tenant.rulebook.proposed(rule)
    if tenant.policy.assign_by == "connector":
        return []
    with tenant.store.transaction() as db:
        people = accounts.active(db)
        has = transcripts(db, people)
        decided = {
            subject.user.user_id: decide(subject, proposed, tenant.policy, has[subject.user.user_id])
            for subject in subjects(tenant, db, people, proposed)
        }
        _fill_sites(tenant, db, proposed, people, decided)
    found: list[Effect] = []
    for user in people:
        found += [_effect(user, each, "gains") for each in decided[user.user_id].assign]
        found += [_effect(user, each, "loses") for each in decided[user.user_id].withdraw]
    return found


def _fill_sites(
    tenant: Tenant, db: Connection, proposed: Curriculum, people: Sequence[User], decided: dict[str, Decision]
) -> None:
    """Add to what was decided whom locations need to have their holders, once that is done."""
    for location in sorted({each.location for each in people if each.location is not None}):
        for rule in proposed.holder_rules:
            for subject, asked in next_in_line(tenant, db, proposed, rule, location, decided):
                before = decided[subject.user.user_id]
                decided[subject.user.user_id] = replace(before, assign=(*before.assign, asked))


def tell_event(tenant: Tenant, event: str, external_ids: Sequence[str] | None = None) -> list[Enrollment]:
    """Enroll everybody whom a rule for an event means, of those named, or of all; who is enrolled already stays so."""
    with tenant.store.transaction() as db:
        told = {
            "event": "event_told",
            "name": event,
            "external_ids": None if external_ids is None else list(external_ids),
        }
        tenant.journal.append("learning", told)
        people = [each for each in accounts.active(db) if external_ids is None or each.external_id in set(external_ids)]
        has = transcripts(db, people)
        wanted = [
            (subject, each)
            for subject in subjects(tenant, db, people, tenant.curriculum)
            for each in asked_by_event(event, subject, tenant.curriculum, tenant.policy, has[subject.user.user_id])
        ]
        return enroll(tenant, db, wanted)


def _effect(user: User, each: Assigned | Enrollment, change: str) -> Effect:
    return Effect(
        user_id=user.user_id,
        external_id=user.external_id,
        course=each.course,
        instance=each.instance,
        change=change,
        due_on=each.due_on,
        reason=each.reason,
    )
