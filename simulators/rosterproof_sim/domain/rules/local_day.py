"""When a day begins where somebody works.

A date of HR is a date of the place of work: the first of July begins in Auckland most of a day before it does in
Honolulu, and in spring it may begin at one o'clock.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from rosterproof_sim.domain.words.people import Location

#: Codes of locations, and what is known of them.
Places = Mapping[str, Location]
#: Where somebody works whose location is on no list.
NOWHERE = "UTC"


def zone_of(location: str | None, places: Places) -> str:
    """Return the time zone of a location code."""
    place = places.get(location) if location is not None else None
    return NOWHERE if place is None else place.time_zone


@lru_cache(maxsize=65_536)
def day_begins(day: date, zone: str) -> datetime:
    """Return the instant at which a day begins in a zone.

    Where midnight comes twice it is the first of them, and where clocks are put forward over it (PEP 495: the offset
    before the gap holds) it is the instant at which they are.

    >>> day_begins(date(2026, 7, 1), "Pacific/Auckland").isoformat()
    '2026-06-30T12:00:00+00:00'
    >>> day_begins(date(2026, 3, 29), "Asia/Beirut").isoformat()
    '2026-03-28T22:00:00+00:00'
    """
    try:
        return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if day.year == 1 else datetime.max.replace(tzinfo=UTC)
