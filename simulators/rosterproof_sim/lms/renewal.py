"""What the clock does to certifications: renewal opens, then they expire; and the rules look at the user again."""

from dataclasses import replace
from datetime import date

from rosterproof_sim.domain.rules.due import days_after
from rosterproof_sim.domain.words.learning import Certification, CertificationStatus
from rosterproof_sim.lms.accounts import find
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.telling import tell_certification
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import certifications
from rosterproof_sim.store.database import Connection


def next_due(tenant: Tenant) -> date | None:
    """Return the next day on which renewal opens or a certification has expired."""
    with tenant.store.transaction() as db:
        last_day = certifications.next_expiry(db)
        window = certifications.next_window(db)
    expired = None if last_day is None else days_after(last_day, 1)
    return min((day for day in (expired, window) if day is not None), default=None)


def fall_due(tenant: Tenant) -> None:
    """Do what is due by today. What expires on a day is not due for renewal first: there was no window."""
    today = tenant.clock.today()
    with tenant.store.transaction() as db:
        for certification in certifications.expired(db, today):
            _move(tenant, db, certification, "expired")
        for certification in certifications.opened(db, today):
            _move(tenant, db, certification, "renewal_due")


def _move(tenant: Tenant, db: Connection, certification: Certification, to: CertificationStatus) -> None:
    certifications.move(db, certification.certification_id, to)
    tell_certification(tenant, to, replace(certification, status=to))
    look_at(tenant, db, find(db, certification.user_id))
