"""When a feed drops its next file, and what is in one."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from rosterproof_sim.domain.rules.dates import is_zone
from rosterproof_sim.domain.words.feeds import Feed, NewFeed
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.domain.words.written import value_written

#: The columns of a record that are one value each and no secret of the person.
COLUMNS = (
    "employee_id",
    "employee_number",
    "given_name",
    "family_name",
    "email",
    "status",
    "worker_type",
    "legal_entity",
    "title",
    "department",
    "location",
    "country",
    "time_zone",
    "manager_id",
    "original_hire_date",
    "hire_date",
    "last_day",
    "updated_at",
)
_CUSTOM = "custom."


def check_feed(new: NewFeed, columns: Sequence[str]) -> None:
    """Raise Invalid where a schedule cannot be kept; `columns` are those there are."""
    if (new.at is None) == (new.every_hours is None):
        raise Invalid("at", "a feed drops daily at a local time, or every so many hours: name one of the two")
    if not is_zone(new.time_zone):
        raise Invalid("time_zone", f"there is no time zone {new.time_zone[:64]!r}; name one like Europe/Oslo")
    for number, name in enumerate(new.columns):
        if name not in columns or name in new.columns[:number]:
            what = "stands twice" if name in columns else f"is none of {', '.join(columns)}"
            raise Invalid(f"columns[{number}]", f"{name[:64]!r} {what}")


def next_drop(feed: NewFeed | Feed, after: datetime) -> datetime:
    """Return the next instant of a schedule.

    A local time that the clocks leap over is taken as far after the leap as it is into it; of one that comes twice
    the first counts (PEP 495).

    >>> daily = NewFeed(kind="full", at="02:30", time_zone="Europe/Oslo")
    >>> next_drop(daily, datetime(2026, 3, 28, 12, tzinfo=UTC)).isoformat()
    '2026-03-29T01:30:00+00:00'
    >>> next_drop(NewFeed(kind="full", every_hours=4), datetime(2026, 3, 28, 12, tzinfo=UTC)).isoformat()
    '2026-03-28T16:00:00+00:00'
    """
    if feed.every_hours is not None:
        return after + timedelta(hours=feed.every_hours)
    zone, moment = ZoneInfo(feed.time_zone), time.fromisoformat(str(feed.at))
    day = after.astimezone(zone).date()
    while (drop := datetime.combine(day, moment, zone).astimezone(UTC)) <= after:
        day += timedelta(days=1)
    return drop


def file_of(columns: Sequence[str], people: Iterable[Employee]) -> bytes:
    r"""Write people as CSV (RFC 4180): UTF-8, a header, CRLF, quotes where they are needed and nowhere else.

    A value that there is not is empty, an empty text is two quotes. Nothing is put before a formula: a machine reads
    this, and names come back byte for byte.
    """
    lines = [columns, *([_value(person, name) for name in columns] for person in people)]
    return "".join(",".join(_cell(value) for value in line) + "\r\n" for line in lines).encode()


def _value(person: Employee, column: str) -> Any:
    if column.startswith(_CUSTOM):
        return person.custom.get(column.removeprefix(_CUSTOM))
    return value_written(getattr(person, column))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    plain = text != "" and text == text.strip() and not any(sign in text for sign in ',"\r\n')
    return text if plain else '"' + text.replace('"', '""') + '"'
