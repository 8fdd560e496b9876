"""A whole company from a seed and a size: its log of changes, which everything else follows from."""

from datetime import datetime
from random import Random

from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.population.careers import Beginning, Recorded, beginning, career
from rosterproof_sim.population.names import Addresses, pick
from rosterproof_sim.population.organization import Place, organization


def history(seed: int, size: int, start: datetime) -> list[LoggedChange]:
    """Return everything that HR recorded before the start of a company that employs `size` people then.

    There are about five in a hundred former employees besides. Ids follow the order in which people were hired.
    """
    generator = Random(seed)
    places = organization(generator, size)
    people: list[Beginning] = []
    for place in places:
        above = None if place.manager is None else people[place.manager]
        people.append(beginning(generator, place, above, start.date()))
    leading = [index for index, place in enumerate(places) if place.leads and place.manager is not None]
    for _ in range(round(size / 20) if leading else 0):
        manager = pick(generator, leading)
        left = _vacated(generator, places[manager], manager)
        people.append(beginning(generator, left, people[manager], start.date(), leaver=True))
    in_order = sorted(range(len(people)), key=lambda index: (people[index].recorded_at, index))
    ids = [""] * len(people)
    for number, index in enumerate(in_order, start=1):
        ids[index] = numbered("employee", number)
    addresses = Addresses()
    recorded: list[Recorded] = []
    for index in in_order:
        recorded.extend(career(generator, people[index], index, ids, start.date(), addresses))
    recorded.sort(key=lambda each: each.at)
    return [
        LoggedChange(sequence=sequence, recorded_at=each.at, change=each.change)
        for sequence, each in enumerate(recorded, start=1)
    ]


def _vacated(generator: Random, lead: Place, manager: int) -> Place:
    """Return the place of somebody who worked for a leader and left."""
    return Place(
        title=pick(generator, lead.department.workers),
        department=lead.department,
        location=lead.location,
        manager=manager,
        leads=False,
    )
