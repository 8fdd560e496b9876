"""A company made for the compliance catalog: who works there, and what becomes of them from one day to the next.

Nothing is drawn. Every choice is a checksum of what is asked, so the same day is the same day in every run.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from zlib import crc32

TITLES = (
    *(
        "nurse",
        "charge-nurse",
        "team-leader",
        "forklift-operator",
        "warehouse-supervisor",
        "process-operator",
        "janitor",
    ),
    *(
        "painter",
        "machine-operator",
        "maintenance-technician",
        "electrician",
        "miner",
        "shipping-clerk",
        "truck-driver",
    ),
    *(
        "air-freight-agent",
        "fleet-manager",
        "ehs-specialist",
        "teller",
        "kitchen-manager",
        "line-cook",
        "grid-operator",
    ),
    *("study-coordinator", "remediation-technician", "clerk", "clerk", "clerk", "clerk", "site-manager"),
)
DEPARTMENTS = ("Plant Operations", "Maintenance", "Warehouse", "Kitchens", "Clinic", "Branches", "Retail", "Office")
#: Location -> country and time zone.
PLACES = {
    "OSL": ("NO", "Europe/Oslo"),
    "CHI": ("US", "America/Chicago"),
    "LAX": ("US", "America/Los_Angeles"),
    "SFO": ("US", "America/Los_Angeles"),
    "HOU": ("US", "America/Chicago"),
    "AKL": ("NZ", "Pacific/Auckland"),
}
#: What the LMS is told of now and then, and how many days apart.
OCCASIONS = {
    "emergency-plan-changed": 400,
    "forklift-incident": 45,
    "new-hazard": 120,
    "energy-control-changed": 150,
    "privacy-policy-changed": 300,
    "violence-hazard-found": 200,
}

Event = tuple[Any, ...]


def picked(among: Sequence[Any], *asked: object) -> Any:
    """One of several, always the same for the same question."""
    return among[below(len(among), *asked)]


def below(bound: int, *asked: object) -> int:
    """A number from 0 on, always the same for the same question."""
    return crc32(repr(asked).encode()) % bound


def profile(number: int, on: date) -> dict[str, Any]:
    """Somebody as they are entered on a day; most were hired in the years before."""
    location = picked(tuple(PLACES), "location", number)
    country, zone = PLACES[location]
    return {
        "external_id": who(number),
        "given_name": f"Ada {number}",
        "job_title": picked(TITLES, "title", number),
        "department": picked(DEPARTMENTS, "department", number),
        "location": location,
        "country": country,
        "time_zone": zone,
        "worker_type": "seasonal" if below(12, "type", number) == 0 else "employee",
        "manager_external_id": who(number // 8) if number >= 8 else None,
        "hire_date": (on - timedelta(days=below(2000, "hired", number) if number else 0)).isoformat(),
        "employment_status": "active",
        "custom": {
            "old_building": below(4, "building", number) == 0,
            "hours_worked": 0,
            **({"registrations": "S6; S7"} if below(20, "registrations", number) == 0 else {}),
            **({"confined_space_role": "rescuer"} if below(25, "confined", number) == 0 else {}),
        },
    }


def who(number: int) -> str:
    """The external id of the so-many-th person."""
    return f"E{number:06d}"


def day_of_work(on: date, day: int, count: int, people: int) -> Iterator[Event]:
    """What is done on the so-many-th day: `count` things to some of `people` people, and what concerns everybody."""
    for name, apart in OCCASIONS.items():
        if day % apart == apart // 2:
            yield "tell", name
    if day % 90 == 45:
        yield "rule", 30 + day // 90 % 5
    for turn in range(count):
        number = below(people, "whom", day, turn)
        yield _event(who(number), on, (day, turn), people)


def _event(whom: str, on: date, at: tuple[int, int], people: int) -> Event:
    """One of the things that happen; of a hundred, as many as its share are of a kind."""
    place = picked(tuple(PLACES), at)
    boss = who(below(people, "manager", at) // 8)
    by_hand = picked(("enroll", "withdraw", "waive"), at)
    shares: tuple[tuple[int, Event], ...] = (
        (20, ("change", whom, {"job_title": picked(TITLES, at), "position_start_date": on.isoformat()})),
        (8, ("change", whom, {"department": picked(DEPARTMENTS, at)})),
        (8, ("change", whom, {"location": place, "country": PLACES[place][0], "time_zone": PLACES[place][1]})),
        (12, ("change", whom, {"manager_external_id": boss})),
        (8, ("change", whom, {"custom": {"hours_worked": 20 * below(8, "hours", at)}})),
        (6, ("change", whom, {"custom": {"registrations": picked(("S6", "S6; S7", "S7", None), at)}})),
        (10, ("change", whom, {"employment_status": picked(("on_leave", "active", "active"), at)})),
        (12, ("change", whom, {"family_name": f"Berg {at[0]}"})),
        (4, ("close", whom)),
        (6, ("reopen", whom)),
        (6, (by_hand, whom)),
    )
    assert sum(share for share, _ in shares) == 100
    return next(event for share, event in _summed(shares) if below(100, "what", at) < share)


def _summed(shares: Sequence[tuple[int, Event]]) -> Iterator[tuple[int, Event]]:
    total = 0
    for share, event in shares:
        total += share
        yield total, event
