"""Where people work, and when a day begins there.

The world's journal says which code stands for which time zone. A location that it does not name is taken to be in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from rosterproof.evidence.record import JournalRow

#: No place is further from UTC than this, in seconds.
_FURTHEST = 16 * 3600


@dataclass(frozen=True, slots=True)
class Places:
    """Location code -> (country, time zone)."""

    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, journal: Iterable[JournalRow]) -> "Places":
        """Read what the world was made with, and what was added since."""
        rows = [row.data for row in journal if row.kind == "world"]
        found = [place for data in rows for place in data.get("locations", ())]
        return cls({place["code"]: (place["country"], place["time_zone"]) for place in found})

    def country(self, location: str | None) -> str | None:
        """The country of a location."""
        return self.known.get(location or "", (None, None))[0]

    def zone(self, location: str | None) -> str | None:
        """The time zone of a location."""
        return self.known.get(location or "", (None, None))[1]

    def day_begins(self, day: date, location: str | None) -> datetime:
        """The first instant of a day at a location."""
        return _first_instant(day, self.zone(location) or "UTC")


@cache
def _first_instant(day: date, zone: str) -> datetime:
    """Look for the first second at which the calendar on the wall shows the day, or a later one.

    >>> _first_instant(date(2026, 7, 1), "Pacific/Auckland").isoformat()
    '2026-06-30T12:00:00+00:00'
    """
    there = ZoneInfo(zone)
    try:
        base = datetime.combine(day, time(), UTC) - timedelta(seconds=_FURTHEST)
        low, high = 0, 2 * _FURTHEST
        while low < high:
            middle = (low + high) // 2
            reached = (base + timedelta(seconds=middle)).astimezone(there).date() >= day
            low, high = (low, middle) if reached else (middle + 1, high)
        return base + timedelta(seconds=low)
    except OverflowError:  # at either end of the calendar
        return datetime.combine(day, time(), UTC)
