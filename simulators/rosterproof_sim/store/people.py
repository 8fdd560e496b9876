"""The current records of people, and the feed of changes that came to show in them. Both follow from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, FromClause, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.domain.rules.criteria import holds
from rosterproof_sim.domain.words.conduct import Keep
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.people import Announcement, Employee, EmploymentStatus
from rosterproof_sim.store import tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.criteria import clause, paged
from rosterproof_sim.store.lag import visible

_EMPLOYEES = tables.employees
_ANNOUNCEMENTS = tables.announcements
_ONE = select(_EMPLOYEES).where(_EMPLOYEES.c.employee_id == bindparam("whom"))
_PUT = insert(_EMPLOYEES)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["employee_id"],
    set_={name: column for name, column in _PUT.excluded.items() if name != "employee_id"},
)
_ANNOUNCE = insert(_ANNOUNCEMENTS)
# Without the instant at which it came to show: it steers who sees an entry, and is not part of it.
_FEED = (
    select(*(_ANNOUNCEMENTS.c[name] for name in Announcement.__dataclass_fields__))
    .where(_ANNOUNCEMENTS.c.sequence > bindparam("after"))
    .order_by(_ANNOUNCEMENTS.c.sequence)
    .limit(bindparam("limit"))
)
#: What came with the company came to show when it was recorded, as good as.
_SHOWN_AT = func.coalesce(_ANNOUNCEMENTS.c.shown_at, _ANNOUNCEMENTS.c.recorded_at, type_=_ANNOUNCEMENTS.c.shown_at.type)
_FIRST = select(func.min(_ANNOUNCEMENTS.c.sequence))
_LAST = select(func.max(_ANNOUNCEMENTS.c.sequence))
_FIRST_SINCE = (
    select(_ANNOUNCEMENTS.c.sequence)
    .where(bindparam("since", type_=_ANNOUNCEMENTS.c.shown_at.type) <= _SHOWN_AT)
    .order_by(_ANNOUNCEMENTS.c.sequence)
    .limit(1)
)
_DROP = delete(_ANNOUNCEMENTS).where(_ANNOUNCEMENTS.c.sequence < bindparam("first"))


@dataclass(frozen=True, kw_only=True, slots=True)
class EmployeeFilter:
    """Which employees are wanted; None asks for nothing in particular."""

    status: EmploymentStatus | None = None
    department: str | None = None
    location: str | None = None
    updated_since: datetime | None = None
    criteria: Criteria | None = None

    def admits(self, person: Employee) -> bool:
        """Tell whether somebody is wanted, of whom the database holds no such record."""
        same = all(
            wanted is None or getattr(person, name) == wanted
            for name, wanted in (("status", self.status), ("department", self.department), ("location", self.location))
        )
        recent = self.updated_since is None or person.updated_at >= self.updated_since
        return same and recent and (self.criteria is None or holds(self.criteria, person))


def find(db: Connection, employee_id: str, horizon: datetime | None = None) -> Employee | None:
    """Return the current record of a person, or the one of an earlier instant that is still watched."""
    query = _ONE
    if horizon is not None:
        table = visible(horizon)
        query = select(table).where(table.c.employee_id == bindparam("whom"))
    row = db.execute(query, {"whom": employee_id}).mappings().first()
    return None if row is None else Employee(**row)


def page(
    db: Connection,
    wanted: EmployeeFilter,
    *,
    after: str | None,
    limit: int | None,
    order: Order | None = None,
    horizon: datetime | None = None,
) -> list[Employee]:
    """Return records in order, of id if no other is given, from behind `after`: the current ones, or as `find` does."""
    table: FromClause = _EMPLOYEES if horizon is None else visible(horizon)
    query = paged(select(table), table, "employee_id", order=order, after=after, limit=limit)
    if wanted.status is not None:
        query = query.where(table.c.status == wanted.status)
    if wanted.department is not None:
        query = query.where(table.c.department == wanted.department)
    if wanted.location is not None:
        query = query.where(table.c.location == wanted.location)
    if wanted.updated_since is not None:
        query = query.where(table.c.updated_at >= wanted.updated_since)
    if wanted.criteria is not None:
        query = query.where(clause(table, wanted.criteria))
    return [Employee(**row) for row in db.execute(query).mappings()]


def put(db: Connection, people: Sequence[Employee]) -> None:
    """Make these the current records."""
    if people:
        db.execute(_PUT, [row_of(person) for person in people])


def announce(db: Connection, entries: Sequence[Announcement], shown_at: datetime | None = None) -> None:
    """Append entries to the feed: what comes to show at an instant, or what came with the company."""
    if entries:
        db.execute(_ANNOUNCE, [row_of(entry) | {"shown_at": shown_at} for entry in entries])


def feed(db: Connection, after: int, limit: int, horizon: datetime | None = None) -> list[Announcement]:
    """Return the entries that follow a sequence: all, or those that had come to show at an earlier instant."""
    query = _FEED if horizon is None else _FEED.where(horizon >= _SHOWN_AT)
    return [Announcement(**row) for row in db.execute(query, {"after": after, "limit": limit}).mappings()]


def feed_edge(db: Connection) -> int:
    """Return the sequence behind which the feed is whole: that of the last entry it has let go of, or 0."""
    first: int | None = db.execute(_FIRST).scalar_one()
    return 0 if first is None else first - 1


def feed_end(db: Connection, horizon: datetime | None = None) -> int:
    """Return the sequence of the newest entry: of all, or of those that had come to show at an earlier instant."""
    query = _LAST if horizon is None else _LAST.where(horizon >= _SHOWN_AT)
    last: int | None = db.execute(query).scalar_one()
    return feed_edge(db) if last is None else last


def trim_feed(db: Connection, keep: Keep, now: datetime) -> None:
    """Let go of what is not to be kept. The newest entry stays, so that the feed knows how far it has come."""
    last = feed_end(db)
    first = 0
    if keep.entries is not None:
        first = last - keep.entries + 1
    if keep.seconds is not None:
        since = now - timedelta(seconds=keep.seconds)
        found: int | None = db.execute(_FIRST_SINCE, {"since": since}).scalar_one_or_none()
        first = max(first, last if found is None else found)
    if first > 1:
        db.execute(_DROP, {"first": first})
