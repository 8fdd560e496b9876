"""M40 enrolls people again in every cycle: what was begun is lost, and the LMS is never at rest."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, Told
from rosterproof.reference.people import People
from rosterproof.reference.wire import Wire


def enroll_again(lms: Wire, people: People, _: Told) -> None:
    """Withdraw everyone's open enrollments and enroll by hand instead."""
    for user in people.users():
        page = lms.get("/v1/enrollments", user_id=user["user_id"], status="assigned")
        for enrollment in page.body["data"]:
            lms.ask("POST", f"/v1/enrollments/{enrollment['enrollment_id']}/withdraw")
            lms.ask("POST", "/v1/enrollments", {"user_id": user["user_id"], "course": enrollment["course"]})


def change(parts: Parts) -> None:
    """End every cycle so."""
    parts.at_the_end = enroll_again


MUTANT = Mutant(
    id="M40",
    title="enrolls by hand in every cycle",
    caught_by="cycle.idempotent",
    scenario="smoke/lc-01",
    also={
        "assignment/as-12": "cycle.idempotent",
    },
    change=change,
)
