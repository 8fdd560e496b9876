"""The audit statement: one person, one day, and the instant up to which what was recorded counts."""

from datetime import date, datetime, timedelta

from rosterproof_sim.domain.rules import audit_sentence
from rosterproof_sim.domain.rules.dates import day_in, days_after, midnight_in
from rosterproof_sim.domain.rules.obligation import breaches
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.obligations import Account, Obligation
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.domain.words.reports import AuditDay, AuditStatement, ObligationRow
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.reports.roll import Moment, moment, roll
from rosterproof_sim.lms.reports.scope import Scope, ids
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import notes
from rosterproof_sim.store.database import Connection

#: How many days are told where nobody says how many, and how many at most.
_SHOWN = 30
_DAYS = 92


def audit(tenant: Tenant, user_id: str, day: date | None, known_at: datetime | None, scope: Scope) -> AuditStatement:
    """Say what was required of somebody on a day and how it stood. Raises NotFound, and Invalid for what is to come."""
    when = moment(tenant, day, known_at)
    with tenant.store.transaction() as db:
        within = ids(db, scope)
        found = roll(tenant, db, when, [user_id]) if within is None or user_id in within else []
        because = None if not found or found[0].position.user.active else notes.of(db, user_id).closed_because
    if not found:
        raise NotFound(f"user {user_id}" if known_at is None else f"user {user_id} at {instant_text(known_at)}")
    (account,) = found
    user = account.position.user
    if day is not None and account.day != day:
        raise Invalid("on", f"{day} had not begun where {user_id} works at {instant_text(when.known_at)}")
    return AuditStatement(
        user_id=user_id,
        external_id=user.external_id,
        given_name=user.given_name,
        family_name=user.family_name,
        on=account.day,
        known_at=when.known_at,
        account_open=user.active,
        closed_because=because,
        job_title=user.job_title,
        department=user.department,
        location=user.location,
        manager_external_id=user.manager_external_id,
        hire_date=user.hire_date,
        position_since=account.position.since,
        position_told_at=account.position.told_at,
        compliant=account.compliant,
        sentence=audit_sentence.of_person(account, instant_text(when.known_at)),
        obligations=tuple(_row(tenant, account, each) for each in account.obligations),
        unknown=tuple(_unknown(tenant, account, when)),
    )


def audit_days(tenant: Tenant, user_id: str, first: date | None, last: date | None, scope: Scope) -> list[AuditDay]:
    """Say how somebody stood on each of some days: as it was known when the day was over, and as it is known now."""
    now = tenant.clock.now()
    with tenant.store.transaction() as db:
        user = find(db, user_id)
        within = ids(db, scope)
        if within is not None and user_id not in within:
            raise NotFound(f"user {user_id}")
        today = tenant.today(user)
        until = last or today
        since = first or days_after(until, 1 - _SHOWN)
        if until > today:
            raise Invalid("to", f"{until} has not begun where {user_id} works")
        if not 0 <= (until - since).days < _DAYS:
            raise Invalid("from", f"{since} is not one of the {_DAYS} days up to {until}")
        days = [days_after(since, number) for number in range((until - since).days + 1)]
        return [_day(tenant, db, user, day, now) for day in days]


def _day(tenant: Tenant, db: Connection, user: User, day: date, now: datetime) -> AuditDay:
    over = min(now, midnight_in(user.time_zone, days_after(day, 1)) - timedelta(microseconds=1))
    then, since = (roll(tenant, db, Moment(day=day, known_at=at), [user.user_id]) for at in (over, now))
    return AuditDay(
        on=day,
        compliant_then=then[0].compliant if then else None,
        compliant_now=since[0].compliant if since else None,
        breaches_then=breaches(then[0].obligations) if then else (),
        breaches_now=breaches(since[0].obligations) if since else (),
    )


def _row(tenant: Tenant, account: Account, each: Obligation) -> ObligationRow:
    course, held = tenant.curriculum.course(each.course), each.basis
    return ObligationRow(
        course=each.course,
        title=course.title,
        regulation=course.regulation,
        instance=each.instance,
        required_by=each.required_by,
        standing=each.standing,
        compliant=each.compliant,
        due_on=each.due_on,
        completion_id=held.completion_id if held else None,
        passed_course=held.passed_course if held else None,
        passed_version=held.passed_version if held else None,
        completed_at=held.completed_at if held else None,
        recorded_at=held.recorded_at if held else None,
        result=held.result if held else None,
        score=held.score if held else None,
        reference=held.reference if held else None,
        certification_id=held.certification_id if held else None,
        issued_on=held.issued_on if held else None,
        expires_on=held.expires_on if held else None,
        clearance=each.clearance,
        supervised_until=each.supervised_until,
        sentence=audit_sentence.of_obligation(account, each, course),
    )


def _unknown(tenant: Tenant, account: Account, when: Moment) -> list[str]:
    """Say what this LMS cannot know of the day."""
    position, day = account.position, account.day
    opened = day_in(position.user.time_zone, tenant.opened_at)
    told = day_in(position.user.time_zone, position.told_at)
    found = [
        "Department, location, manager and custom fields carry no first day in this LMS: they count from the day it "
        "was told, or from the first day of the position that came with them.",
        "Whoever the account was opened for worked under other titles before the first profile, if at all: the LMS "
        "was not told of them.",
    ]
    if day < opened:
        found.append(f"This LMS began on {opened}: what was required and done before is not in it.")
    if position.since <= day < told:
        found.append(
            f"The role of {day} was told on {told} only: with known_at before that, another one or none is answered."
        )
    if position.since > day:
        found.append(f"What this person's role was on {day} is not known: the first one counts from {position.since}.")
    if when.known_at < tenant.clock.now():
        found.append(f"What was recorded after {instant_text(when.known_at)} is left out, as asked.")
    return found
