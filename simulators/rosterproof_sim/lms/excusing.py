"""Somebody is excused from a course while learning it: nothing more is told, and cmi5 says why."""

from dataclasses import replace

from rosterproof_sim.domain.words.playing import Launch, Registration
from rosterproof_sim.lms import saying
from rosterproof_sim.lms.registering import abandon, activity_of
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import playing
from rosterproof_sim.store.database import Connection


def excuse(tenant: Tenant, enrollment_id: str, reason: str) -> None:
    """Close the open registration of an enrollment that was waived."""
    with tenant.store.transaction() as db:
        for registration in playing.of_enrollment(db, enrollment_id):
            if registration.state == "open":
                _close(tenant, db, registration, reason)


def _close(tenant: Tenant, db: Connection, registration: Registration, reason: str) -> None:
    for session in playing.sessions(db, registration.registration_id):
        if session.ended_at is None:
            abandon(tenant, db, registration, session)
    if registration.standard == "cmi5":
        for place, part in enumerate(registration.standings):
            if not part.satisfied:
                saying.waived(tenant, db, registration, _occasion(tenant, registration, place), reason)
    standings = tuple(replace(each, satisfied=True) for each in registration.standings)
    playing.stand(db, replace(registration, state="waived", standings=standings))


def _occasion(tenant: Tenant, registration: Registration, place: int) -> Launch:
    """Return a session that the LMS speaks in alone: cmi5 wants one of its own for each waiver, and nobody opens it."""
    now = tenant.clock.now()
    return Launch(
        session_id=tenant.mint("launch", tenant.store.counters.next("launch")),
        registration_id=registration.registration_id,
        launch_id=registration.standings[place].launch_id,
        activity_id=activity_of(registration.registration_id, place),
        mode="Normal",
        state="terminated",
        launched_at=now,
        ended_at=now,
        return_url=None,
    )
