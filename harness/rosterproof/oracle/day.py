"""Days of the calendar where a learner works: months, yearly days, and the instants at which days begin."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def later(day: date, *, days: int = 0, months: int = 0) -> date:
    """So many months on, then so many days; where a month is shorter, its last day.

    >>> later(date(2027, 8, 31), months=6)
    datetime.date(2028, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def yearly(year: int, month_day: str) -> date:
    """The day `MM-DD` of a year; `02-29` is the last day of February.

    >>> yearly(2026, "02-29")
    datetime.date(2026, 2, 28)
    """
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, min(day, monthrange(year, month)[1]))


def next_yearly(day: date, month_day: str) -> date:
    """The first day `MM-DD` on or after a day."""
    this_year = yearly(day.year, month_day)
    return this_year if this_year >= day else yearly(day.year + 1, month_day)


def day_at(now: datetime, zone: str | None) -> date:
    """The day it is in a time zone."""
    return now.astimezone(_zone(zone)).date()


def begins(day: date, zone: str | None) -> datetime:
    """The first instant of a day in a time zone.

    Read with the offset of the evening before, a midnight that the clocks leap over is the instant of the leap.

    >>> begins(date(2026, 3, 29), "Asia/Beirut").isoformat()
    '2026-03-28T22:00:00+00:00'
    """
    return datetime.combine(day, time(), _zone(zone)).astimezone(UTC)


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC  # the LMS takes no such name, so nobody lives there
