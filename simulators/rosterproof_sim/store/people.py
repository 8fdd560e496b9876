"""The current records of people, and the feed of changes that came to show in them. Both follow from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import FromClause, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.domain.rules.criteria import holds
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.people import Announcement, Employee, EmploymentStatus
from rosterproof_sim.store import tables
from rosterproof_sim.store.changes_feed import ChangesFeed
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
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
#: What came with the company came to show when it was recorded, as good as.
_SHOWN_AT = func.coalesce(_ANNOUNCEMENTS.c.shown_at, _ANNOUNCEMENTS.c.recorded_at, type_=_ANNOUNCEMENTS.c.shown_at.type)
FEED = ChangesFeed(_ANNOUNCEMENTS, Announcement, _SHOWN_AT)


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
