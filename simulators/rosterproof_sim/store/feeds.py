"""The feeds of an HRIS and the files that they dropped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from rosterproof_sim.domain.words.feeds import Drop, Feed
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.store import tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection

_FEEDS = tables.feeds
_DROPS = tables.drops
_EMPLOYEES = tables.employees
_SCHEDULE = [column for column in _FEEDS.c if column.name not in ("since", "told")]
_FILE = [column for column in _DROPS.c if column.name != "content"]
_ALL = select(*_SCHEDULE).order_by(_FEEDS.c.feed_id)
_ONE = select(*_SCHEDULE).where(_FEEDS.c.feed_id == bindparam("which"))
_DUE = select(_FEEDS).where(_FEEDS.c.next_drop <= bindparam("now")).order_by(_FEEDS.c.next_drop, _FEEDS.c.feed_id)
_NEXT = select(func.min(_FEEDS.c.next_drop))
_DROPPED = (
    update(_FEEDS)
    .where(_FEEDS.c.feed_id == bindparam("which"))
    .values(next_drop=bindparam("following"), since=bindparam("moment"), told=bindparam("through"))
)
_LIST = (
    select(*_FILE)
    .where(_DROPS.c.feed_id == bindparam("which"), _DROPS.c.sequence > bindparam("after"))
    .order_by(_DROPS.c.sequence)
    .limit(bindparam("limit"))
)
_CONTENT = select(_DROPS.c.content).where(_DROPS.c.feed_id == bindparam("which"), _DROPS.c.drop_id == bindparam("drop"))
_LAST_TOLD = select(func.coalesce(func.max(tables.announcements.c.sequence), 0))
_EVERYBODY = select(_EMPLOYEES).order_by(_EMPLOYEES.c.employee_id)
# The changes feed tells who changed at the very instant of the file before, but after it. It may have been told to let
# go of its entries, so it is not asked about the time after that.
_CHANGED = _EVERYBODY.where(
    or_(
        _EMPLOYEES.c.updated_at > bindparam("since"),
        _EMPLOYEES.c.employee_id.in_(
            select(tables.announcements.c.employee_id).where(tables.announcements.c.sequence > bindparam("told"))
        ),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Up to where a feed has told: an instant, and of those changed at it the last entry of the changes feed."""

    since: datetime
    told: int


def add(db: Connection, feed: Feed, now: datetime) -> None:
    """Add a feed, which has nothing to tell of what was before now."""
    db.execute(insert(_FEEDS), {**row_of(feed), "since": now, "told": _last_told(db)})


def every(db: Connection) -> list[Feed]:
    """Return the feeds, in order of id."""
    return [Feed(**row) for row in db.execute(_ALL).mappings()]


def find(db: Connection, feed_id: str) -> Feed | None:
    """Return a feed."""
    row = db.execute(_ONE, {"which": feed_id}).mappings().first()
    return None if row is None else Feed(**row)


def remove(db: Connection, feed_id: str) -> None:
    """End a feed, and let its files go."""
    db.execute(delete(_DROPS).where(_DROPS.c.feed_id == feed_id))
    db.execute(delete(_FEEDS).where(_FEEDS.c.feed_id == feed_id))


def due(db: Connection, now: datetime) -> list[tuple[Feed, Mark]]:
    """Return the feeds that drop by now, each with how far it has told."""
    found = []
    for row in db.execute(_DUE, {"now": now}).mappings():
        feed = {name: row[name] for name in Feed.__dataclass_fields__}
        found.append((Feed(**feed), Mark(since=row["since"], told=row["told"])))
    return found


def next_due(db: Connection) -> datetime | None:
    """Return when the next file is dropped."""
    moment: datetime | None = db.execute(_NEXT).scalar_one()
    return moment


def everybody(db: Connection) -> list[Employee]:
    """Return all current records, in order of id."""
    return [Employee(**row) for row in db.execute(_EVERYBODY).mappings()]


def changed_since(db: Connection, mark: Mark) -> list[Employee]:
    """Return the current records of those who changed since, in order of id."""
    return [Employee(**row) for row in db.execute(_CHANGED, {"since": mark.since, "told": mark.told}).mappings()]


def drop(db: Connection, file: Drop, content: bytes, *, following: datetime) -> None:
    """Keep a file, and note when its feed drops the next one and how far it has told."""
    db.execute(insert(_DROPS), {**row_of(file), "content": content})
    mark = {"moment": file.dropped_at, "through": _last_told(db)}
    db.execute(_DROPPED, {"which": file.feed_id, "following": following, **mark})


def drops(db: Connection, feed_id: str, after: int, limit: int) -> list[Drop]:
    """Return the files of a feed that follow a sequence."""
    found = db.execute(_LIST, {"which": feed_id, "after": after, "limit": limit}).mappings()
    return [Drop(**row) for row in found]


def content(db: Connection, feed_id: str, drop_id: str) -> bytes | None:
    """Return what is in a file."""
    found: bytes | None = db.execute(_CONTENT, {"which": feed_id, "drop": drop_id}).scalar()
    return found


def _last_told(db: Connection) -> int:
    return int(db.execute(_LAST_TOLD).scalar_one())
