"""M129 takes people off their courses when a side role ends."""

from collections.abc import Mapping
from typing import Any

from rosterproof.reference.employment import job
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts, Told, whole_list
from rosterproof.reference.people import People
from rosterproof.reference.wire import Wire


def change(parts: Parts) -> None:
    """Remember how many jobs everybody has, and clear the courses of those who have fewer."""
    before: dict[str, int] = {}
    fewer: set[str] = set()

    def counting(employee: Mapping[str, Any], policy: Mapping[str, Any]) -> Mapping[str, Any]:
        number, held = employee["employee_id"], len(employee["jobs"])
        if held < before.get(number, held):
            fewer.add(number)
        before[number] = held
        return job(employee, policy)

    def wipe(lms: Wire, _: People, __: Told) -> None:
        for enrollment in list(whole_list(lms, "/v1/enrollments", status="assigned")):
            if enrollment["external_id"] in fewer:
                lms.ask("POST", f"/v1/enrollments/{enrollment['enrollment_id']}/withdraw")
        fewer.clear()

    parts.job = counting
    parts.at_the_end = wipe


MUTANT = Mutant(
    id="M129",
    title="takes people off their courses when a side role ends",
    caught_by="enrollment.none-missing",
    scenario="assignment/as-13",
    change=change,
)
