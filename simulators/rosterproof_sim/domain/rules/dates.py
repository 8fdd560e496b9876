"""Counting days and months, and the days and midnights of a place."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def days_after(day: date, days: int) -> date:
    """Return the day so many days later; the calendar's last day where that is beyond it.

    >>> days_after(date(2026, 3, 2), 30)
    datetime.date(2026, 4, 1)
    >>> days_after(date(9999, 12, 31), 1)
    datetime.date(9999, 12, 31)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month where it is shorter.

    >>> months_after(date(2027, 8, 31), 6)
    datetime.date(2028, 2, 29)
    >>> months_after(date(2028, 2, 29), 12)
    datetime.date(2029, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_yearly(yearly_by: str, day: date) -> date:
    """Return the first MM-DD on or after a day; 02-29 is the last day of February in every year.

    >>> next_yearly("06-30", date(2026, 7, 1))
    datetime.date(2027, 6, 30)
    >>> next_yearly("02-29", date(2026, 1, 1))
    datetime.date(2026, 2, 28)
    """
    this_year = _yearly_in(yearly_by, day.year)
    if this_year >= day:
        return this_year
    return _yearly_in(yearly_by, day.year + 1) if day.year < date.max.year else date.max


def day_in(zone: str | None, instant: datetime) -> date:
    """Return the calendar day of an instant in a time zone; in UTC where none is known."""
    return instant.astimezone(_zone(zone)).date()


def midnight_in(zone: str | None, day: date) -> datetime:
    """Return the instant, in UTC, at which a day begins in a time zone; beyond the calendar the last one.

    Where the clocks leap over midnight, that is the first instant after the leap.

    >>> midnight_in("Europe/Oslo", date(2026, 7, 1)).isoformat()
    '2026-06-30T22:00:00+00:00'
    """
    try:
        return datetime.combine(day, time(), _zone(zone)).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time(), UTC)


def is_zone(name: str) -> bool:
    """Tell whether there is a time zone of this name."""
    try:
        _zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=1024)
def _zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or "UTC")


def _yearly_in(yearly_by: str, year: int) -> date:
    month, day = int(yearly_by[:2]), int(yearly_by[3:])
    return date(year, month, min(day, monthrange(year, month)[1]))
