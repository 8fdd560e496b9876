"""M128 writes everybody's profile once more in every tenth cycle, to be sure."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, Told
from rosterproof.reference.people import People
from rosterproof.reference.wire import Wire


def change(parts: Parts) -> None:
    """Count the cycles."""
    cycles: list[None] = []

    def freshen_up(lms: Wire, people: People, _: Told) -> None:
        cycles.append(None)
        for user in people.users() if len(cycles) % 10 == 0 else ():
            lms.ask("PATCH", f"/v1/users/{user['user_id']}", {"given_name": user["given_name"]})

    parts.at_the_end = freshen_up


MUTANT = Mutant(
    id="M128",
    title="writes everybody again in every tenth cycle",
    caught_by="cycle.idempotent",
    scenario="assignment/as-12",
    change=change,
)
