"""Days and instants as the contracts write them.

A day is a calendar date of the company; an instant is aware and in UTC. They are written one way everywhere, so that
two records of the same moment are the same bytes.
"""

from datetime import UTC, date, datetime, time


def instant_text(instant: datetime) -> str:
    """Write an aware instant in UTC, with a fraction only where it has one.

    >>> instant_text(datetime(2026, 3, 2, 9, tzinfo=UTC))
    '2026-03-02T09:00:00Z'
    """
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def read_instant(text: str) -> datetime:
    """Read an instant that carries its offset; a ValueError says what is wrong with any other text.

    >>> read_instant("2026-03-02T10:00:00+01:00").isoformat()
    '2026-03-02T09:00:00+00:00'
    """
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"{text!r} is not an instant like 2026-03-02T09:00:00Z")


def read_day(text: str) -> date:
    """Read a calendar date; a ValueError says what is wrong with any other text.

    >>> read_day("2026-03-02")
    datetime.date(2026, 3, 2)
    """
    try:
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    except ValueError:
        pass
    raise ValueError(f"{text!r} is not a date like 2026-03-02")


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins."""
    return datetime.combine(day, time(), UTC)
