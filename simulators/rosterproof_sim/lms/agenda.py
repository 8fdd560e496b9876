"""When the clock will do something in the LMS: entered where it becomes known, at the midnight where a person works."""

from collections.abc import Iterable, Iterator
from datetime import date

from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.dates import days_after, midnight_in
from rosterproof_sim.domain.words.learning import STANDING, Certification, Enrollment, User
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import agenda, certifications, learning
from rosterproof_sim.store.agenda import AgendaKind, Entry
from rosterproof_sim.store.database import Connection

#: Days from the last valid day on which somebody is reminded, once each.
REMINDERS = (-90, -30, -7, 0, 7)


def plan_enrollments(db: Connection, made: Iterable[tuple[User, Enrollment]]) -> None:
    """Enter when enrollments become overdue."""
    agenda.add(db, (entry for user, enrollment in made for entry in _of_enrollment(user, enrollment)))


def plan_certification(tenant: Tenant, db: Connection, user: User, held: Certification) -> None:
    """Enter when renewal opens, when a certification and its grace end, and when its holder is reminded."""
    today = tenant.today(user)
    notices = [entry for day, entry in _notices(tenant.curriculum, user, held) if day > today]
    agenda.add(db, [*_moves(user, held), *notices])


def plan_tenure(tenant: Tenant, db: Connection, user: User) -> None:
    """Enter the days on which the passing of time changes whom rules mean."""
    agenda.add(db, _of_tenure(tenant.curriculum, user, tenant.today(user)))


def replan(tenant: Tenant, db: Connection, user: User, *, published: str | None = None) -> None:
    """Enter everything of an account anew, after its hire date, its time zone, a rule or a course changed.

    A notice that was given is not given again, and one that was not yet is given although its day may be over where
    somebody works now; but those of a course that was published count from today.
    """
    pending = agenda.pending(db, user.user_id)
    agenda.clear(db, user.user_id)
    today = tenant.today(user)
    entries = [entry for each in learning.live(db, user.user_id) for entry in _of_enrollment(user, each)]
    for held in certifications.of(db, user.user_id):
        entries += _moves(user, held)
        for day, entry in _notices(tenant.curriculum, user, held):
            known = (entry.kind, entry.subject) in pending
            if held.course == published:
                known = day > today and (known or entry.kind == "grace")
            entries += [entry] if known else []
    agenda.add(db, [*entries, *_of_tenure(tenant.curriculum, user, today)])


def _of_enrollment(user: User, enrollment: Enrollment) -> Iterator[Entry]:
    if enrollment.due_on is not None and not enrollment.overdue:
        yield _entry("overdue", user, days_after(enrollment.due_on, 1), enrollment.enrollment_id)


def _moves(user: User, held: Certification) -> list[Entry]:
    """Return what is still to become of a certification; its status says whether it did."""
    if held.expires_on is None or held.status not in STANDING:
        return []
    moves = [_entry("expire", user, days_after(held.expires_on, 1), held.certification_id)]
    if held.status == "active" and held.window_opens_on is not None and held.window_opens_on <= held.expires_on:
        moves.insert(0, _entry("window", user, held.window_opens_on, held.certification_id))
    return moves


def _notices(curriculum: Curriculum, user: User, held: Certification) -> list[tuple[date, Entry]]:
    """Return what is to be told of a certification, and on which days; nothing in it says whether it was."""
    if held.expires_on is None or held.status == "renewed":
        return []
    days = [(days_after(held.expires_on, each), f"{held.certification_id} {each:+d}") for each in REMINDERS]
    found = [(day, _entry("remind", user, day, subject)) for day, subject in days]
    course = curriculum.find(held.course)
    if course is not None and curriculum.short_courses(held.course):
        day = days_after(held.expires_on, course.grace_days + 1)
        found.append((day, _entry("grace", user, day, held.certification_id)))
    return found


def _of_tenure(curriculum: Curriculum, user: User, today: date) -> list[Entry]:
    if user.hire_date is None:
        return []
    days = (days_after(user.hire_date, tenure) for tenure in sorted(curriculum.tenures))
    return [_entry("look", user, day, "") for day in days if day > today]


def _entry(kind: AgendaKind, user: User, day: date, subject: str) -> Entry:
    return Entry(at=midnight_in(user.time_zone, day), kind=kind, user_id=user.user_id, subject=subject)
