"""M10 carries out an order to close that was overtaken: somebody who is back is locked out."""

from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, Told
from rosterproof.reference.people import People
from rosterproof.reference.wire import Wire


def close_who_was_named(lms: Wire, people: People, told: Told) -> None:
    """Close the account of everybody of whom a webhook said that they left."""
    for event in told:
        if event["type"] == "employee.terminated":
            for user in people.called(event["data"]["employee_id"]):
                lms.ask("POST", f"/v1/users/{user['user_id']}/deactivate")


def change(parts: Parts) -> None:
    """Do what webhooks say, last of all."""
    parts.at_the_end = close_who_was_named


MUTANT = Mutant(
    id="M10",
    title="closes an account because it was told to, whatever holds by then",
    caught_by="account.present",
    scenario="lifecycle/lc-10",
    change=change,
)
