"""What the clock does in the LMS: renewal opens, certifications and due dates end; and the rules look again."""

from dataclasses import replace
from datetime import datetime

from rosterproof_sim.domain.words.learning import STANDING, CertificationStatus, User
from rosterproof_sim.lms import classes
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.lateness import become_overdue
from rosterproof_sim.lms.noticing import look_around
from rosterproof_sim.lms.telling import tell_certification, tell_reminder
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, agenda, certifications, learning
from rosterproof_sim.store.agenda import Entry
from rosterproof_sim.store.database import Connection


def next_due(tenant: Tenant) -> datetime | None:
    """Return the next instant at which the clock does something."""
    with tenant.store.transaction() as db:
        return agenda.next_due(db)


def fall_due(tenant: Tenant) -> None:
    """Do what is due by now, in order, once; then let the rules look at everybody it touched."""
    with tenant.store.transaction() as db:
        while entries := agenda.take(db, tenant.clock.now()):
            touched: dict[str, User] = {}
            for entry in entries:
                if _happens(tenant, db, entry):
                    user = accounts.find(db, entry.user_id)
                    if user is not None:
                        touched[user.user_id] = user
            look_at(tenant, db, list(touched.values()))
            look_around(tenant, db, list(touched.values()))


def _happens(tenant: Tenant, db: Connection, entry: Entry) -> bool:
    """Do what an entry says; tell whether the rules have to look at the account then."""
    match entry.kind:
        case "look":
            return True
        case "window":
            return _move(tenant, db, entry.subject, "renewal_due")
        case "expire":
            return _move(tenant, db, entry.subject, "expired")
        case "grace":
            _lapse(tenant, db, entry)
            return True
        case "overdue":
            _overdue(tenant, db, entry)
        case "remind":
            _remind(tenant, db, entry)
        case "class":
            classes.begin(tenant, db, entry.subject)
    return False


def _move(tenant: Tenant, db: Connection, certification_id: str, to: CertificationStatus) -> bool:
    held = certifications.find(db, certification_id)
    if held is None or held.status not in STANDING:
        return False
    certifications.move(db, certification_id, to)
    tell_certification(tenant, to, replace(held, status=to))
    return True


def _lapse(tenant: Tenant, db: Connection, entry: Entry) -> None:
    """Tell that no short course renews a certification any more."""
    held = certifications.find(db, entry.subject)
    if held is not None and held.status == "expired":
        tell_certification(tenant, "lapsed", held)


def _overdue(tenant: Tenant, db: Connection, entry: Entry) -> None:
    enrollment = learning.enrollment(db, entry.subject)
    user = accounts.find(db, entry.user_id)
    if enrollment is not None and user is not None:
        become_overdue(tenant, db, user, [enrollment])


def _remind(tenant: Tenant, db: Connection, entry: Entry) -> None:
    """Remind a holder with an open account of what was not renewed yet."""
    certification_id, _, days = entry.subject.partition(" ")
    held = certifications.find(db, certification_id)
    user = accounts.find(db, entry.user_id)
    if held is not None and held.status not in ("renewed", "revoked") and user is not None and user.active:
        tell_reminder(tenant, held, int(days))
