"""Rules that ask for so many holders at each location: where there are too few, the next in line are enrolled."""

from collections.abc import Iterable, Mapping
from datetime import date

from rosterproof_sim.domain.rules.assignment import Assigned, Decision, excused, not_before_required
from rosterproof_sim.domain.rules.audience import means, reason
from rosterproof_sim.domain.rules.certification import met
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.dates import day_in
from rosterproof_sim.domain.rules.due import due_on
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.catalog import Course, Rule
from rosterproof_sim.domain.words.learning import Key
from rosterproof_sim.lms.assignment import enroll
from rosterproof_sim.lms.subject import subjects
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.lms.transcript import transcripts
from rosterproof_sim.store import accounts, certifications, learning
from rosterproof_sim.store.database import Connection

#: What the rules decided, by user id, and have not yet done.
Pending = Mapping[str, Decision]


def fill_sites(tenant: Tenant, db: Connection, locations: Iterable[str | None]) -> None:
    """Enroll whoever is needed for every location among these to have its holders, unless the connector enrolls."""
    if tenant.policy.assign_by == "connector":
        return
    curriculum = tenant.curriculum
    for location in sorted({each for each in locations if each is not None}):
        for rule in curriculum.holder_rules:
            enroll(tenant, db, next_in_line(tenant, db, curriculum, rule, location))


def next_in_line(
    tenant: Tenant,
    db: Connection,
    curriculum: Curriculum,
    rule: Rule,
    location: str,
    pending: Pending | None = None,
) -> list[tuple[Subject, Assigned]]:
    """Return who has to be enrolled for a location to have its holders, once what is `pending` is done."""
    course, pending = curriculum.course(str(rule.course)), pending or {}
    holding = _holding(tenant, db, course, location, pending)
    missing = (rule.minimum_holders or 0) - len(holding)
    if missing <= 0:
        return []
    people = [each for each in accounts.active_at(db, location, rule.audience) if each.user_id not in holding]
    has = transcripts(db, people)
    found: list[tuple[Subject, Assigned]] = []
    in_order = sorted(people, key=lambda each: (each.hire_date or date.max, each.external_id, each.user_id))
    for subject in subjects(tenant, db, in_order, curriculum):
        user_id = subject.user.user_id
        if means(rule, subject) and not excused(course.code, "", has[user_id], curriculum):
            due_of: dict[Key, date | None] = {(each.course, each.instance): each.due_on for each in has[user_id].live}
            if user_id in pending:
                due_of = _after(due_of, pending[user_id])
            found += [(subject, each) for each in not_before_required([_asked(rule, subject)], curriculum, due_of)]
    return found[:missing]


def _holding(tenant: Tenant, db: Connection, course: Course, location: str, pending: Pending) -> set[str]:
    """Return whoever works at a location and meets a course or is enrolled in it, meant or not."""
    enrolled, key = learning.enrolled_at(db, location, course.code), (course.code, "")
    for user in accounts.active_at(db, location) if pending else ():
        decision = pending[user.user_id]
        if any((each.course, each.instance) == key for each in decision.withdraw):
            enrolled.discard(user.user_id)
        if any((each.course, each.instance) == key for each in decision.assign):
            enrolled.add(user.user_id)
    now = tenant.clock.now()
    newest = certifications.newest_at(db, location, [course.code, *course.accepts])
    return enrolled | {user_id for (user_id, zone), held in newest.items() if met(course, "", held, day_in(zone, now))}


def _after(due_of: dict[Key, date | None], decision: Decision) -> dict[Key, date | None]:
    gone = {(each.course, each.instance) for each in decision.withdraw}
    kept = {key: day for key, day in due_of.items() if key not in gone}
    return kept | {(each.course, each.instance): each.due_on for each in decision.assign}


def _asked(rule: Rule, subject: Subject) -> Assigned:
    return Assigned(
        course=str(rule.course),
        instance="",
        source="rule",
        rule=rule,
        reason=reason(rule, subject.user),
        due_on=due_on(rule.due, subject),
    )
