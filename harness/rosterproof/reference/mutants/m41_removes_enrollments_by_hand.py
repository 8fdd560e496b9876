"""M41 takes people off courses that no rule called for: what an administrator decided is undone overnight."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, Told, whole_list
from rosterproof.reference.people import People
from rosterproof.reference.wire import Wire


def withdraw_by_hand(lms: Wire, _: People, __: Told) -> None:
    """Withdraw every open enrollment that was made by hand."""
    for enrollment in list(whole_list(lms, "/v1/enrollments", status="assigned")):
        if enrollment["source"] == "manual":
            lms.ask("POST", f"/v1/enrollments/{enrollment['enrollment_id']}/withdraw")


def change(parts: Parts) -> None:
    """End every cycle so."""
    parts.at_the_end = withdraw_by_hand


MUTANT = Mutant(
    id="M41",
    title="removes enrollments made by hand",
    caught_by="enrollment.none-missing",
    scenario="smoke/lc-01",
    also={
        "assignment/as-14": "enrollment.none-missing",
    },
    change=change,
)
