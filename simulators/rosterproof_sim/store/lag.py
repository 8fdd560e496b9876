"""Records as they were a moment ago, for reads that lag behind the writes.

While it is watched, every record that is replaced is kept until the lag is over. Triggers of the database do that: so
no way of writing a record can forget it, and nothing is paid for it while it is off.
"""

from datetime import datetime

from sqlalchemy import FromClause, delete, func, select, text, union_all

from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection

_EMPLOYEES = tables.employees
_EARLIER = tables.earlier_employees
_NAMES = _EMPLOYEES.c.keys()
_OLD = f"""
    CREATE TRIGGER IF NOT EXISTS keep_replaced BEFORE UPDATE ON employees BEGIN
        INSERT INTO earlier_employees ({", ".join(f'"{name}"' for name in _NAMES)}, replaced_at, absent)
        VALUES ({", ".join(f'OLD."{name}"' for name in _NAMES)}, NEW.updated_at, 0);
    END"""  # noqa: S608 - the names are those of our own columns
_NEW = """
    CREATE TRIGGER IF NOT EXISTS keep_absent AFTER INSERT ON employees BEGIN
        INSERT INTO earlier_employees (employee_id, replaced_at, absent) VALUES (NEW.employee_id, NEW.updated_at, 1);
    END"""
_WATCHED = text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'keep_replaced'")


def watch(db: Connection, *, on: bool) -> None:
    """Begin to keep what is replaced, or stop and forget it."""
    if bool(db.execute(_WATCHED).scalar_one()) is on:
        return
    if on:
        db.execute(text(_OLD))
        db.execute(text(_NEW))
    else:
        db.execute(text("DROP TRIGGER IF EXISTS keep_replaced"))
        db.execute(text("DROP TRIGGER IF EXISTS keep_absent"))
        db.execute(delete(_EARLIER))


def forget(db: Connection, until: datetime) -> None:
    """Let go of what was replaced at or before an instant: nobody can see it any more."""
    db.execute(delete(_EARLIER).where(_EARLIER.c.replaced_at <= until))


def visible(horizon: datetime) -> FromClause:
    """Return the records as they were at an instant, to be read like the table of the present ones."""
    later = select(func.min(_EARLIER.c.place)).where(
        _EARLIER.c.replaced_at > horizon, _EARLIER.c.employee_id == _EMPLOYEES.c.employee_id
    )
    oldest = select(func.min(_EARLIER.c.place)).where(_EARLIER.c.replaced_at > horizon).group_by(_EARLIER.c.employee_id)
    unchanged = select(_EMPLOYEES).where(later.correlate(_EMPLOYEES).scalar_subquery().is_(None))
    earlier = select(*(_EARLIER.c[name] for name in _NAMES)).where(
        _EARLIER.c.place.in_(oldest), _EARLIER.c.absent.is_(other=False)
    )
    return union_all(unchanged, earlier).subquery()
