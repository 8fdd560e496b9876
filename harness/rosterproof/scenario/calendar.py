"""The days and moments of a story, from how they are written to when they are."""

import re
from datetime import UTC, date, datetime, time, timedelta

#: A story, and every day in it for which no time is given, begins at this time of the day.
MORNING = time(9, 0)

_DAYS = re.compile(r"(?P<days>[+-]\d+)d(?: (?P<hour>\d\d):(?P<minute>\d\d))?")
_SPAN = re.compile(r"\+(?P<count>\d+)(?P<unit>[mh])")


class Impossible(Exception):
    """There is no such day or time; the message says which."""


def start_of(text: str) -> datetime:
    """The first instant of a story that starts on the day `text`.

    >>> start_of("2026-03-02").isoformat()
    '2026-03-02T09:00:00+00:00'
    """
    try:
        return datetime.combine(date.fromisoformat(text), MORNING, UTC)
    except ValueError:
        raise Impossible(f"there is no day {text}") from None


def moment(text: str, start: datetime, previous: datetime) -> datetime:
    """When a step is: days after the start, or minutes or hours after the step before.

    >>> start = start_of("2026-03-02")
    >>> moment("+2d 14:30", start, start).isoformat()
    '2026-03-04T14:30:00+00:00'
    >>> moment("+2h", start, previous=moment("+1d", start, start)).isoformat()
    '2026-03-03T11:00:00+00:00'
    """
    try:
        if span := _SPAN.fullmatch(text):
            unit = "minutes" if span["unit"] == "m" else "hours"
            return previous + timedelta(**{unit: int(span["count"])})
        found = _DAYS.fullmatch(text)
        if found is None:
            raise Impossible(f"{text} is not a moment")
        hour = MORNING if found["hour"] is None else _time(found["hour"], found["minute"])
        return datetime.combine(start.date() + timedelta(days=int(found["days"])), hour, UTC)
    except OverflowError:
        raise Impossible(f"{text} lies beyond the calendar") from None


def day(text: str, start: datetime) -> date:
    """The day that lies `text` from the start.

    >>> day("-20d", start_of("2026-03-02")).isoformat()
    '2026-02-10'
    """
    try:
        return start.date() + timedelta(days=int(text.removesuffix("d")))
    except OverflowError:
        raise Impossible(f"{text} lies beyond the calendar") from None


def _time(hour: str, minute: str) -> time:
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise Impossible(f"there is no time {hour}:{minute}") from None
