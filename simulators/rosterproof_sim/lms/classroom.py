"""The classroom of the LMS, as its use cases: classes, and who is booked on them."""

from collections.abc import Mapping
from typing import Any

from rosterproof_sim.domain.words.classes import Booking, BookingStatus, ClassSession, ClassStatus
from rosterproof_sim.lms import classes
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import classes as stored_classes


class Classroom:
    """Raises Refused, NotFound or Invalid; nothing has changed then."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._store = tenant.store

    def schedule(self, fields: Mapping[str, Any]) -> ClassSession:
        """Announce a class of a classroom course, from the fields of NewClass (JSON values)."""
        return classes.schedule(self._tenant, fields)

    def change(self, class_id: str, fields: Mapping[str, Any]) -> ClassSession:
        """Change seats, waitlist or location of a class to come. Refused("seats-taken") for fewer than are booked."""
        return classes.change(self._tenant, class_id, fields)

    def cancel(self, class_id: str) -> ClassSession:
        """Call a class off. Refused("class-over") where it has begun."""
        return classes.cancel(self._tenant, class_id)

    def session(self, class_id: str) -> ClassSession:
        """Return one class."""
        with self._store.transaction() as db:
            return classes.find(db, class_id)

    def sessions(
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        course: str | None = None,
        status: ClassStatus | None = None,
    ) -> list[ClassSession]:
        """Return classes in order of id, from behind `after`; without a limit, all."""
        with self._store.transaction() as db:
            return stored_classes.page(db, after=after, limit=limit, course=course, status=status)

    def book(self, class_id: str, user_id: str) -> Booking:
        """Book a learner on a class, or put the learner on its waitlist."""
        return classes.book(self._tenant, class_id, user_id)

    def give_up(self, booking_id: str) -> Booking:
        """Give up a booking; the first who waits moves up."""
        return classes.give_up(self._tenant, booking_id)

    def attend(self, booking_id: str, *, attended: bool, passed: bool = True, score: float | None = None) -> Booking:
        """Record who came to a class that has begun."""
        return classes.attend(self._tenant, booking_id, attended=attended, passed=passed, score=score)

    def booking(self, booking_id: str) -> Booking:
        """Return one booking."""
        with self._store.transaction() as db:
            return classes.find_booking(db, booking_id)

    def bookings(
        self,
        *,
        after: str | None = None,
        limit: int | None = 50,
        class_id: str | None = None,
        user_id: str | None = None,
        status: BookingStatus | None = None,
    ) -> list[Booking]:
        """Return bookings in order of id, from behind `after`; without a limit, all."""
        wanted = stored_classes.BookingFilter(class_id=class_id, user_id=user_id, status=status)
        with self._store.transaction() as db:
            return stored_classes.bookings(db, wanted, after=after, limit=limit)
