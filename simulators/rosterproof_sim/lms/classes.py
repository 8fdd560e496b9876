"""Classes: held at a time, with so many seats; booked, waited for, attended. Attending passes or fails the course."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.rules.reading import instant_from
from rosterproof_sim.domain.words.classes import PENDING, Booking, ClassSession
from rosterproof_sim.domain.words.learning import Enrollment, User
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused
from rosterproof_sim.lms.accounts import find as find_user
from rosterproof_sim.lms.recording import record_result, refuse_exhausted, refuse_unprepared
from rosterproof_sim.lms.seats import give_back, move_up
from rosterproof_sim.lms.telling import tell_bookings, tell_class
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import agenda, classes, learning
from rosterproof_sim.store.agenda import Entry
from rosterproof_sim.store.database import Connection


def schedule(tenant: Tenant, fields: Mapping[str, Any]) -> ClassSession:
    """Announce a class of a classroom course, from the fields of NewClassSession (JSON values)."""
    starts_at = instant_from("starts_at", fields.get("starts_at"))
    ends_at = instant_from("ends_at", fields.get("ends_at"))
    _check(tenant, str(fields.get("course")), starts_at, ends_at)
    with tenant.store.transaction() as db:
        session = ClassSession(
            class_id=numbered("class", tenant.store.counters.next("class")),
            course=str(fields["course"]),
            starts_at=starts_at,
            ends_at=ends_at,
            location=fields.get("location"),
            seats=_whole("seats", fields.get("seats"), least=1),
            waitlist=None if fields.get("waitlist") is None else _whole("waitlist", fields["waitlist"], least=0),
            status="scheduled",
            created_at=tenant.clock.now(),
        )
        classes.add(db, session)
        agenda.add(db, [Entry(at=starts_at, kind="class", user_id="", subject=session.class_id)])
        tell_class(tenant, "class_scheduled", session)
        return session


def change(tenant: Tenant, class_id: str, fields: Mapping[str, Any]) -> ClassSession:
    """Change seats, waitlist or location of a class to come; new seats go to those who wait."""
    with tenant.store.transaction() as db:
        before = _to_come(db, class_id)
        session = replace(
            before,
            seats=_whole("seats", fields["seats"], least=1) if "seats" in fields else before.seats,
            waitlist=fields.get("waitlist", before.waitlist),
            location=fields.get("location", before.location),
        )
        if session.seats < before.booked:
            detail = f"{before.booked} people are booked on {class_id}. Cancel bookings before taking seats away."
            raise Refused("seats-taken", detail)
        if session != before:
            classes.change(db, session)
            tell_class(tenant, "class_changed", session)
            move_up(tenant, db, session)
        return find(db, class_id)


def cancel(tenant: Tenant, class_id: str) -> ClassSession:
    """Call a class off: everybody booked or waiting is told. Their enrollments stay open."""
    with tenant.store.transaction() as db:
        session = replace(_to_come(db, class_id), status="cancelled")
        classes.change(db, session)
        tell_class(tenant, "class_cancelled", session)
        give_back(tenant, db, classes.pending_in(db, class_id), "cancelled")
        return find(db, class_id)


def book(tenant: Tenant, class_id: str, user_id: str) -> Booking:
    """Book a learner's oldest open enrollment in the course on a class; where it is full, the learner waits."""
    with tenant.store.transaction() as db:
        session = _to_come(db, class_id)
        try:
            user = find_user(db, user_id)
        except NotFound as unknown:
            raise Invalid("user_id", unknown.detail) from None
        enrollment = _bookable(tenant, db, session, user)
        full = session.booked >= session.seats
        if full and session.waitlist is not None and session.waiting >= session.waitlist:
            raise Refused("class-full", f"{class_id} is full, and so is its waitlist.")
        booking = Booking(
            booking_id=numbered("booking", tenant.store.counters.next("booking")),
            class_id=class_id,
            user_id=user_id,
            external_id=user.external_id,
            course=session.course,
            enrollment_id=enrollment.enrollment_id,
            status="waitlisted" if full else "booked",
            booked_at=tenant.clock.now(),
        )
        classes.book(db, booking)
        tell_bookings(tenant, booking.status, [booking])
        return booking


def give_up(tenant: Tenant, booking_id: str) -> Booking:
    """Give up a booking before the class begins; the first who waits moves up."""
    with tenant.store.transaction() as db:
        booking = _pending(db, booking_id)
        _to_come(db, booking.class_id)
        return give_back(tenant, db, [booking], "given_up")[0]


def attend(tenant: Tenant, booking_id: str, *, attended: bool, passed: bool = True, score: float | None) -> Booking:
    """Record who came, once the class has begun: attending passes or fails the course; not coming leaves it open."""
    if not attended and (score is not None or not passed):
        raise Invalid("score" if score is not None else "passed", "is of those who attended")
    with tenant.store.transaction() as db:
        booking = _pending(db, booking_id)
        session = find(db, booking.class_id)
        if session.status != "begun":
            raise Refused("class-not-begun", f"{session.class_id} has not begun; nobody can have attended it.")
        booking = replace(booking, status="attended" if attended else "absent", closed_at=tenant.clock.now())
        # Before the result, which frees what else is booked for the enrollment.
        classes.move(db, [booking])
        enrollment = learning.enrollment(db, booking.enrollment_id)
        if attended and enrollment is not None:
            done = record_result(tenant, db, enrollment, passed=passed, score=score)
            booking = replace(booking, completion_id=done.completion_id)
            classes.move(db, [booking])
        tell_bookings(tenant, booking.status, [booking])
        return booking


def begin(tenant: Tenant, db: Connection, class_id: str) -> None:
    """Let a class begin: who still waits waits for nothing."""
    session = classes.find(db, class_id)
    if session is None or session.status != "scheduled":
        return
    session = replace(session, status="begun")
    classes.change(db, session)
    tell_class(tenant, "class_begun", session)
    waiting = [each for each in classes.pending_in(db, class_id) if each.status == "waitlisted"]
    give_back(tenant, db, waiting, "cancelled")


def find(db: Connection, class_id: str) -> ClassSession:
    """Return a class, or raise NotFound."""
    session = classes.find(db, class_id)
    if session is None:
        raise NotFound(f"class {class_id}")
    return session


def find_booking(db: Connection, booking_id: str) -> Booking:
    """Return a booking, or raise NotFound."""
    booking = classes.booking(db, booking_id)
    if booking is None:
        raise NotFound(f"booking {booking_id}")
    return booking


def _check(tenant: Tenant, code: str, starts_at: datetime, ends_at: datetime) -> None:
    course = tenant.course(code)
    if course is None:
        raise Invalid("course", f"there is no course {code!r}")
    if course.kind != "classroom":
        raise Invalid("course", f"{code} is {course.kind}; only classroom courses are held as classes")
    if starts_at <= tenant.clock.now():
        raise Invalid("starts_at", "is not in the future")
    if ends_at <= starts_at:
        raise Invalid("ends_at", "is not after starts_at")


def _bookable(tenant: Tenant, db: Connection, session: ClassSession, user: User) -> Enrollment:
    """Return the enrollment that a class is for, or refuse."""
    if not user.active:
        raise Refused("account-closed", f"The account of {user.user_id} is closed. Reactivate it first.")
    enrollment = next((each for each in learning.live(db, user.user_id) if each.course == session.course), None)
    if enrollment is None:
        raise Refused("no-enrollment", f"{user.user_id} has no open enrollment in {session.course}. Enroll first.")
    for each in classes.pending_of(db, [enrollment.enrollment_id]):
        detail = f"{user.user_id} is {each.status} on {each.class_id} already: {each.booking_id}. Give that up first."
        raise Refused("already-booked", detail)
    refuse_unprepared(tenant, db, user, enrollment)
    refuse_exhausted(tenant.curriculum.course(session.course), enrollment)
    return enrollment


def _to_come(db: Connection, class_id: str) -> ClassSession:
    session = find(db, class_id)
    if session.status != "scheduled":
        detail = "was cancelled" if session.status == "cancelled" else "has begun"
        raise Refused("class-over", f"{class_id} {detail}; it takes no more changes and bookings.")
    return session


def _pending(db: Connection, booking_id: str) -> Booking:
    booking = find_booking(db, booking_id)
    if booking.status not in PENDING:
        raise Refused("already-closed", f"{booking_id} is {booking.status} already.")
    return booking


def _whole(where: str, value: Any, *, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise Invalid(where, f"{value!r} is not a whole number of at least {least}")
    return value
