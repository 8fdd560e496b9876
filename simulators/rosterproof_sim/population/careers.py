"""How people came to where they are: the changes that HR recorded in the years before the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from rosterproof_sim.domain.words.changes import (
    UNCHANGED,
    Change,
    EmailChanged,
    Hired,
    Promoted,
    Renamed,
    Terminated,
    Transferred,
    WorkerType,
)
from rosterproof_sim.population.names import Addresses, Name, a_name, another_family_name, pick
from rosterproof_sim.population.organization import Place

YEAR = 365
#: HR records a hire up to so many days ahead, and a manager is hired longer than that before whom they lead.
AHEAD = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """How somebody came into the company. An index stands for a person until everybody has an id."""

    place: Place
    name: Name
    worker_type: WorkerType
    hired_on: date
    recorded_at: datetime
    title: str
    location: str
    manager: int | None
    last_day: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """A change, and when HR recorded it."""

    at: datetime
    change: Change


def beginning(
    generator: Random, place: Place, above: Beginning | None, start: date, *, leaver: bool = False
) -> Beginning:
    """Make up who somebody is, and when and as what they came: after the one above them, leaders long ago."""
    longest = 16 * YEAR if above is None else (start - above.hired_on).days - AHEAD - 1
    shortest = longest // 2 if place.leads else 200 if leaver else AHEAD
    ago = _between(generator, shortest, longest if place.leads else min(longest, 12 * YEAR))
    hired_on = start - timedelta(days=ago)
    rose = place.leads and above is not None and ago > 2 * YEAR
    moved = not leaver and ago > 3 * YEAR and generator.random() < 0.25
    contractor = not place.leads and generator.random() < 0.04
    first_manager = above.place.manager if moved and above is not None else None
    return Beginning(
        place=place,
        name=a_name(generator),
        worker_type="contractor" if contractor else "employee",
        hired_on=hired_on,
        recorded_at=_at_work(generator, hired_on - timedelta(days=_between(generator, 3, AHEAD))),
        title=pick(generator, place.department.workers) if rose else place.title,
        location=pick(generator, place.department.locations) if moved else place.location,
        manager=place.manager if first_manager is None else first_manager,
        last_day=hired_on + timedelta(days=_between(generator, 60, ago - 20)) if leaver else None,
    )


def career(
    generator: Random, person: Beginning, me: int, ids: Sequence[str], start: date, addresses: Addresses
) -> list[Recorded]:
    """Return what HR recorded of a person, whose id is `ids[me]`."""
    place, whom = person.place, ids[me]
    address = addresses.address(person.name)
    hire = Hired(
        employee_id=whom,
        employee_number=f"{int(whom[1:]):05d}",
        given_name=person.name.given,
        family_name=person.name.family,
        email=address,
        title=person.title,
        department=place.department.code,
        location=person.location,
        manager_id=_id(ids, person.manager),
        worker_type=person.worker_type,
        effective_on=person.hired_on,
    )
    later: list[Change] = []
    if person.last_day is not None:
        later.append(Terminated(employee_id=whom, effective_on=person.last_day))
    if person.title != place.title:
        later.append(Promoted(employee_id=whom, title=place.title, effective_on=_day_since(generator, person, start)))
    if (person.location, person.manager) != (place.location, place.manager):
        later.append(
            Transferred(
                employee_id=whom,
                location=UNCHANGED if person.location == place.location else place.location,
                manager_id=UNCHANGED if person.manager == place.manager else _id(ids, place.manager),
                effective_on=_day_since(generator, person, start),
            )
        )
    if person.last_day is None and (start - person.hired_on).days > YEAR and generator.random() < 0.06:
        married = another_family_name(generator, person.name)
        later.extend(_wedding(whom, _day_since(generator, person, start), married, addresses))
    return [Recorded(at=person.recorded_at, change=hire), *(_recorded(generator, person, each) for each in later)]


def _wedding(whom: str, day: date, name: Name, addresses: Addresses) -> list[Change]:
    """A new family name, and the address that goes with it."""
    return [
        Renamed(employee_id=whom, given_name=name.given, family_name=name.family, effective_on=day),
        EmailChanged(employee_id=whom, email=addresses.address(name), effective_on=day),
    ]


def _recorded(generator: Random, person: Beginning, change: Change) -> Recorded:
    """Let HR record a change some days ahead, but never before the hire."""
    at = _at_work(generator, change.effective_on - timedelta(days=_between(generator, 0, 10)))
    return Recorded(at=max(at, person.recorded_at + timedelta(hours=1)), change=change)


def _day_since(generator: Random, person: Beginning, start: date) -> date:
    """Return a day in the time since somebody came, but for the first and the last months."""
    return person.hired_on + timedelta(days=_between(generator, 90, (start - person.hired_on).days - 30))


def _id(ids: Sequence[str], index: int | None) -> str | None:
    return None if index is None else ids[index]


def _at_work(generator: Random, day: date) -> datetime:
    """Return a minute of a working day."""
    return datetime.combine(day, time(8), UTC) + timedelta(minutes=_between(generator, 0, 540))


def _between(generator: Random, first: int, last: int) -> int:
    """Return a number from first to last, both included; the first where there is none between."""
    return first + int(generator.random() * (max(first, last) - first + 1))
