"""Whether the connector's log tells what must be told to nobody: credentials, and what identifies people to the state.

The evidence keeps what was found and where, never the text itself: it is handed on to others.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rosterproof.driver.world import World
from rosterproof.evidence.record import Checkpoint, Leak, LogSearch

#: Fields of an HRIS record that no log may hold. Names and emails are needed to talk of a record; these are not.
PERSONAL = ("national_id",)
#: Anything shorter is found by chance.
SHORTEST = 6
#: So many are enough to know.
MOST = 20


def secrets(world: World) -> dict[str, str]:
    """Text -> what it is, of everything that lets somebody in."""
    found = {world.learner_password: "a learner's password"}
    for name, access in (("HRIS", world.hris), ("LMS", world.lms)):
        found |= {
            access.client_secret: f"the client secret for the {name}",
            access.api_key: f"the API key of the {name}",
        }
    return found


def personal(checkpoints: Sequence[Checkpoint]) -> dict[str, str]:
    """Text -> what it is, of what the HRIS showed last of people and is nobody else's business."""
    employees = checkpoints[-1].state["hris"]["employees"] if checkpoints else ()
    return {
        str(employee[name]): f"the {name} of {employee['employee_id']}"
        for employee in employees
        for name in PERSONAL
        if employee.get(name)
    }


def search(log: Path, sought: Mapping[str, str]) -> LogSearch | None:
    """Look for these texts; None where there is no log."""
    try:
        content = log.read_bytes()
    except FileNotFoundError:
        return None
    text = content.decode(errors="replace")
    places = {text.find(each): what for each, what in sought.items() if len(each) >= SHORTEST and each in text}
    leaks = [Leak(what=what, line=text.count("\n", 0, place) + 1) for place, what in sorted(places.items())]
    return LogSearch(bytes=len(content), sought=len(sought), leaks=tuple(leaks[:MOST]))
