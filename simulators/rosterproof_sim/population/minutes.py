"""Time inside a history: whole minutes and days counted from a day long before it, and their texts in the store."""

from datetime import UTC, date, datetime

from rosterproof_sim.domain.rules.local_day import day_begins

DAY = 1440
_BEFORE = 25 * 366
_MINUTES = tuple(f"T{minute // 60:02d}:{minute % 60:02d}:00.000000Z" for minute in range(DAY))


class _Texts(dict[int, str]):
    """Texts of days. Looked up by the million, so that a day whose text is known costs no call of Python's."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, day: int) -> str:
        text = self[day] = date.fromordinal(self._first + day).isoformat()
        return text


class Calendar:
    """Days are counted from 25 years before the start, minutes from the midnight (UTC) at which those begin."""

    def __init__(self, start: datetime) -> None:
        start = start.astimezone(UTC)
        self._first = start.date().toordinal() - _BEFORE
        self.today = _BEFORE
        self.now = _BEFORE * DAY + start.hour * 60 + start.minute
        #: Returns a day as the store and the log write it.
        self.day_text = _Texts(self._first).__getitem__
        self._begins: dict[tuple[str, int], int] = {}

    def date_of(self, day: int) -> date:
        """Return a day as a date."""
        return date.fromordinal(self._first + day)

    def ordinal(self, day: int) -> int:
        """Return a day as Python counts days."""
        return self._first + day

    def day(self, when: date) -> int:
        """Return a date as a day."""
        return when.toordinal() - self._first

    def monday(self, day: int) -> int:
        """Return the Monday of the week of a day; people begin on Mondays."""
        return day - (self._first + day - 1) % 7

    def instant_text(self, minute: int) -> str:
        """Return an instant as the store writes it."""
        return self.day_text(minute // DAY) + _MINUTES[minute % DAY]

    def begins(self, day: int, zone: str) -> int:
        """Return the minute at which a day begins in a time zone."""
        key = (zone, day)
        minute = self._begins.get(key)
        if minute is None:
            moment = day_begins(self.date_of(day), zone)
            minute = self.day(moment.date()) * DAY + moment.hour * 60 + moment.minute
            self._begins[key] = minute
        return minute
