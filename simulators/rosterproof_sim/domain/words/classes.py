"""Classroom teaching: sessions of a course at a time, with seats, and who is booked on them or waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ClassStatus = Literal["scheduled", "begun", "cancelled"]
#: given_up: by or for the learner. cancelled: with the class, or by its beginning while waiting.
BookingStatus = Literal["booked", "waitlisted", "attended", "absent", "given_up", "cancelled"]

#: A booking that may still come to something.
PENDING: tuple[BookingStatus, ...] = ("booked", "waitlisted")


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassSession:
    """A session of a classroom course. `waitlist` is how many may wait, null for no limit."""

    class_id: str
    course: str
    starts_at: datetime
    ends_at: datetime
    location: str | None
    seats: int
    waitlist: int | None
    status: ClassStatus
    created_at: datetime
    #: Who has a seat, those who came included, and who waits for one.
    booked: int = 0
    waiting: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Booking:
    """A learner's place in a class, for one enrollment. `promoted_at`: when a seat came free for who waited."""

    booking_id: str
    class_id: str
    user_id: str
    external_id: str
    course: str
    enrollment_id: str
    status: BookingStatus
    booked_at: datetime
    promoted_at: datetime | None = None
    closed_at: datetime | None = None
    completion_id: str | None = None
