"""Rules that ask for so many holders at each location: where there are too few, the next in line are enrolled."""

from collections.abc import Iterable
from datetime import date

from rosterproof_sim.domain.rules.assignment import Assigned, excused, not_before_required
from rosterproof_sim.domain.rules.audience import means, reason
from rosterproof_sim.domain.rules.certification import met
from rosterproof_sim.domain.rules.due import due_on
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.catalog import Rule
from rosterproof_sim.lms.assignment import enroll
from rosterproof_sim.lms.subject import subjects
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.lms.transcript import transcript
from rosterproof_sim.store import accounts
from rosterproof_sim.store.database import Connection


def fill_sites(tenant: Tenant, db: Connection, locations: Iterable[str | None]) -> None:
    """Enroll whoever is needed for every location among these to have its holders."""
    curriculum = tenant.curriculum
    if not curriculum.holder_rules:
        return
    for location in sorted({each for each in locations if each is not None}):
        people = subjects(tenant, db, accounts.active_at(db, location), curriculum)
        for rule in curriculum.holder_rules:
            _fill(tenant, db, rule, people)


def _fill(tenant: Tenant, db: Connection, rule: Rule, people: list[Subject]) -> None:
    curriculum = tenant.curriculum
    course = curriculum.course(str(rule.course))
    waiting: list[tuple[Subject, Assigned]] = []
    holders = 0
    for subject in sorted(people, key=lambda each: (each.user.hire_date or date.max, each.user.external_id)):
        has = transcript(db, subject.user.user_id)
        enrolled = {(each.course, each.instance): each.due_on for each in has.live}
        if (course.code, "") in enrolled or met(course, "", has.newest, subject.today):
            holders += 1
        elif means(rule, subject) and not excused(course.code, "", has, curriculum):
            (asked,) = not_before_required([_asked(rule, subject)], curriculum, enrolled)
            waiting.append((subject, asked))
    enroll(tenant, db, waiting[: max(0, (rule.minimum_holders or 0) - holders)])


def _asked(rule: Rule, subject: Subject) -> Assigned:
    return Assigned(
        course=str(rule.course),
        instance="",
        source="rule",
        rule=rule,
        reason=reason(rule, subject.user),
        due_on=due_on(rule.due, subject),
    )
