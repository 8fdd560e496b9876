"""Seats that come free: whose enrollment ends gives up the booking, and who waited longest moves up, once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from rosterproof_sim.domain.words.classes import Booking, ClassSession
from rosterproof_sim.lms.telling import tell_bookings
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import classes
from rosterproof_sim.store.database import Connection


def release(tenant: Tenant, db: Connection, enrollment_ids: Sequence[str]) -> None:
    """Give up what is booked for enrollments that ended, or that rest."""
    give_back(tenant, db, classes.pending_of(db, enrollment_ids), "given_up")


def give_back(
    tenant: Tenant, db: Connection, bookings: Sequence[Booking], to: Literal["given_up", "cancelled"]
) -> list[Booking]:
    """End bookings; whoever waits moves up."""
    ended = [replace(each, status=to, closed_at=tenant.clock.now()) for each in bookings]
    classes.move(db, ended)
    tell_bookings(tenant, to, ended)
    for class_id in sorted({each.class_id for each in ended}):
        session = classes.find(db, class_id)
        if session is not None:
            move_up(tenant, db, session)
    return ended


def move_up(tenant: Tenant, db: Connection, session: ClassSession) -> None:
    """Give free seats of a class that is still to come to those who wait, first come first served; notice each once."""
    free = session.seats - session.booked
    if session.status != "scheduled" or not session.waiting or free < 1:
        return
    waiting = [each for each in classes.pending_in(db, session.class_id) if each.status == "waitlisted"]
    promoted = [replace(each, status="booked", promoted_at=tenant.clock.now()) for each in waiting[:free]]
    classes.move(db, promoted)
    tell_bookings(tenant, "promoted", promoted)
