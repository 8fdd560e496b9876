"""What the operations on classes and bookings of openapi/lms/core.yaml do."""

from functools import partial
from operator import attrgetter

from rosterproof_sim.dialect import Answer, Asked, Views, created, ok
from rosterproof_sim.dialects.lms.core.mapping import to_wire
from rosterproof_sim.web.paging import page
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("listClasses")
def list_classes(asked: Asked[Tenant]) -> Answer:
    """Show classes a page at a time."""
    filters = {name: asked.query.get(name) for name in ("course", "status")}
    fetch = partial(asked.place.world.lms.classroom.sessions, **filters)
    return page(asked, fetch, attrgetter("class_id"), to_wire)


@VIEWS.view("scheduleClass")
def schedule_class(asked: Asked[Tenant]) -> Answer:
    """Announce a class."""
    return created(to_wire(asked.place.world.lms.classroom.schedule(asked.body)))


@VIEWS.view("getClass")
def get_class(asked: Asked[Tenant]) -> Answer:
    """Show one class."""
    return ok(to_wire(asked.place.world.lms.classroom.session(asked.path["class_id"])))


@VIEWS.view("updateClass")
def update_class(asked: Asked[Tenant]) -> Answer:
    """Change a class that is still to come."""
    return ok(to_wire(asked.place.world.lms.classroom.change(asked.path["class_id"], asked.body)))


@VIEWS.view("cancelClass")
def cancel_class(asked: Asked[Tenant]) -> Answer:
    """Call a class off."""
    return ok(to_wire(asked.place.world.lms.classroom.cancel(asked.path["class_id"])))


@VIEWS.view("listBookings")
def list_bookings(asked: Asked[Tenant]) -> Answer:
    """Show bookings a page at a time."""
    filters = {name: asked.query.get(name) for name in ("class_id", "user_id", "status")}
    fetch = partial(asked.place.world.lms.classroom.bookings, **filters)
    return page(asked, fetch, attrgetter("booking_id"), to_wire)


@VIEWS.view("createBooking")
def create_booking(asked: Asked[Tenant]) -> Answer:
    """Book a learner on a class, or on its waitlist."""
    return created(to_wire(asked.place.world.lms.classroom.book(asked.path["class_id"], asked.body["user_id"])))


@VIEWS.view("getBooking")
def get_booking(asked: Asked[Tenant]) -> Answer:
    """Show one booking."""
    return ok(to_wire(asked.place.world.lms.classroom.booking(asked.path["booking_id"])))


@VIEWS.view("giveUpBooking")
def give_up_booking(asked: Asked[Tenant]) -> Answer:
    """Give a booking up."""
    return ok(to_wire(asked.place.world.lms.classroom.give_up(asked.path["booking_id"])))


@VIEWS.view("recordAttendance")
def record_attendance(asked: Asked[Tenant]) -> Answer:
    """Record who came."""
    lms, body = asked.place.world.lms, asked.body
    booking = lms.classroom.attend(
        asked.path["booking_id"],
        attended=body["attended"],
        passed=body.get("passed", True),
        score=body.get("score"),
    )
    return ok(to_wire(booking))
