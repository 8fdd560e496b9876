"""M135 takes people off a course for which they only wait: where the seats are taken, nobody is left to be trained."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, Told, whole_list
from rosterproof.reference.people import People
from rosterproof.reference.wire import Wire


def drop_who_waits(lms: Wire, _: People, __: Told) -> None:
    """Withdraw the enrollment of everybody on a waitlist."""
    for booking in list(whole_list(lms, "/v1/bookings", status="waitlisted")):
        lms.ask("POST", f"/v1/enrollments/{booking['enrollment_id']}/withdraw")


def change(parts: Parts) -> None:
    """End every cycle so."""
    parts.at_the_end = drop_who_waits


MUTANT = Mutant(
    id="M135",
    title="drops those who wait for a seat",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-17",
    change=change,
)
