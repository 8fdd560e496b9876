"""Class sessions and bookings. How many seats are taken is counted, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from rosterproof_sim.domain.words.classes import PENDING, Booking, BookingStatus, ClassSession, ClassStatus
from rosterproof_sim.store import classroom_tables, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.keyset import find_page

_CLASSES = classroom_tables.classes
_BOOKINGS = classroom_tables.bookings
_SEATED: tuple[BookingStatus, ...] = ("booked", "attended", "absent")


def _counted(statuses: Sequence[BookingStatus], name: str) -> Any:
    counted = select(func.count()).where(_BOOKINGS.c.class_id == _CLASSES.c.class_id, _BOOKINGS.c.status.in_(statuses))
    return counted.scalar_subquery().label(name)


_SHOWN = select(*_CLASSES.c, _counted(_SEATED, "booked"), _counted(["waitlisted"], "waiting"))
_IN_ORDER = _SHOWN.order_by(_CLASSES.c.class_id)
_ONE = _SHOWN.where(_CLASSES.c.class_id == bindparam("which"))
_ADD = insert(_CLASSES)
_CHANGE = (
    update(_CLASSES)
    .where(_CLASSES.c.class_id == bindparam("which"))
    .values(seats=bindparam("of"), waitlist=bindparam("may_wait"), location=bindparam("at"), status=bindparam("to"))
)

_BOOKED = select(*_BOOKINGS.c, tables.users.c.external_id).join_from(
    _BOOKINGS, tables.users, _BOOKINGS.c.user_id == tables.users.c.user_id
)
_BY_ID = _BOOKED.order_by(_BOOKINGS.c.booking_id)
_BOOKING = _BOOKED.where(_BOOKINGS.c.booking_id == bindparam("which"))
_PENDING = _BY_ID.where(_BOOKINGS.c.status.in_(PENDING))
_PENDING_IN = _PENDING.where(_BOOKINGS.c.class_id == bindparam("which"))
_PENDING_OF = _PENDING.where(_BOOKINGS.c.enrollment_id == bindparam("whose"))
_BOOK = insert(_BOOKINGS)
_MOVE = (
    update(_BOOKINGS)
    .where(_BOOKINGS.c.booking_id == bindparam("which"))
    .values(
        status=bindparam("to"),
        promoted_at=bindparam("promoted"),
        closed_at=bindparam("closed"),
        completion_id=bindparam("completed"),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class BookingFilter:
    """Which bookings are wanted; None asks for nothing in particular."""

    class_id: str | None = None
    user_id: str | None = None
    status: BookingStatus | None = None


def add(db: Connection, session: ClassSession) -> None:
    """Append a class."""
    row = row_of(session)
    del row["booked"], row["waiting"]
    db.execute(_ADD, row)


def change(db: Connection, session: ClassSession) -> None:
    """Keep what may change of a class."""
    values = {"of": session.seats, "may_wait": session.waitlist, "at": session.location, "to": session.status}
    db.execute(_CHANGE, {"which": session.class_id, **values})


def find(db: Connection, class_id: str) -> ClassSession | None:
    """Return a class."""
    row = db.execute(_ONE, {"which": class_id}).mappings().first()
    return None if row is None else ClassSession(**row)


def page(
    db: Connection,
    *,
    after: str | None,
    limit: int | None,
    course: str | None = None,
    status: ClassStatus | None = None,
) -> list[ClassSession]:
    """Return classes in order of id, from behind `after`."""
    c = _CLASSES.c
    having = {c.course: course, c.status: status}
    found = find_page(db, _IN_ORDER, c.class_id, after=after, limit=limit, wanted=having)
    return [ClassSession(**row) for row in found.mappings()]


def book(db: Connection, booking: Booking) -> None:
    """Append a booking."""
    row = row_of(booking)
    del row["external_id"]
    db.execute(_BOOK, row)


def move(db: Connection, bookings: Sequence[Booking]) -> None:
    """Keep what has become of bookings."""
    if bookings:
        db.execute(
            _MOVE,
            [
                {
                    "which": each.booking_id,
                    "to": each.status,
                    "promoted": each.promoted_at,
                    "closed": each.closed_at,
                    "completed": each.completion_id,
                }
                for each in bookings
            ],
        )


def booking(db: Connection, booking_id: str) -> Booking | None:
    """Return a booking."""
    row = db.execute(_BOOKING, {"which": booking_id}).mappings().first()
    return None if row is None else Booking(**row)


def pending_in(db: Connection, class_id: str) -> list[Booking]:
    """Return who is booked on a class or waits, in the order in which they asked."""
    return [Booking(**row) for row in db.execute(_PENDING_IN, {"which": class_id}).mappings()]


def pending_of(db: Connection, enrollment_ids: Sequence[str]) -> list[Booking]:
    """Return the pending bookings of enrollments, in the order in which they were made."""
    if len(enrollment_ids) == 1:
        return [Booking(**row) for row in db.execute(_PENDING_OF, {"whose": enrollment_ids[0]}).mappings()]
    wanted = set(enrollment_ids)
    rows = db.execute(_PENDING).mappings() if wanted else ()
    return [Booking(**row) for row in rows if row["enrollment_id"] in wanted]


def bookings(db: Connection, wanted: BookingFilter, *, after: str | None, limit: int | None) -> list[Booking]:
    """Return bookings in order of id, from behind `after`."""
    c = _BOOKINGS.c
    having = {c.class_id: wanted.class_id, c.user_id: wanted.user_id, c.status: wanted.status}
    found = find_page(db, _BY_ID, c.booking_id, after=after, limit=limit, wanted=having)
    return [Booking(**row) for row in found.mappings()]
