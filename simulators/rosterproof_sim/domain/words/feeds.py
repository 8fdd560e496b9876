"""Employee feeds: files that a company's HRIS drops by a schedule, for whoever synchronizes stores by files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: full: everybody on record. delta: those whose record changed since the drop before.
FeedKind = Literal["full", "delta"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewFeed:
    """A schedule as it is asked for: daily `at` a local time like 06:00, or every so many hours.

    Without columns, a file has every column that anybody may see.
    """

    kind: FeedKind
    at: str | None = None
    time_zone: str = "UTC"
    every_hours: int | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A schedule, and when it drops its next file."""

    feed_id: str
    kind: FeedKind
    at: str | None
    time_zone: str
    every_hours: int | None
    columns: tuple[str, ...]
    next_drop: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Drop:
    """A file as it was dropped: `rows` without the header, `bytes` and `sha256` of the whole."""

    sequence: int
    drop_id: str
    feed_id: str
    name: str
    dropped_at: datetime
    rows: int
    bytes: int
    sha256: str
