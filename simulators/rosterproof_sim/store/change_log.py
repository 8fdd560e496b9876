"""The log of HR changes: append-only, each with its day and the instant it was recorded."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from rosterproof_sim.domain.rules.notation import change_from
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import tables

_CHANGES = tables.changes
_COLUMNS = (_CHANGES.c.sequence, _CHANGES.c.recorded_at, _CHANGES.c.change)
_APPEND = insert(_CHANGES)
_READ = (
    select(*_COLUMNS)
    .where(_CHANGES.c.sequence > bindparam("after"))
    .order_by(_CHANGES.c.sequence)
    .limit(bindparam("limit"))
)
_OF = select(*_COLUMNS).where(_CHANGES.c.employee_id == bindparam("whom")).order_by(_CHANGES.c.sequence)
# Someone hired is on record at once; only the first day is still to come.
_SHOWN = _OF.where(or_(_CHANGES.c.due_on.is_(None), _CHANGES.c.kind == "hired"))
_DUE = select(*_COLUMNS).where(_CHANGES.c.due_on <= bindparam("day")).order_by(_CHANGES.c.due_on, _CHANGES.c.sequence)
_NEXT = select(func.min(_CHANGES.c.due_on))
_SETTLE = update(_CHANGES).where(_CHANGES.c.sequence == bindparam("which")).values(due_on=None)


def append(db: Connection, entries: Iterable[tuple[LoggedChange, date | None]]) -> None:
    """Append changes, each with the day on which it has yet to come to show, if any."""
    rows = [
        {
            "sequence": logged.sequence,
            "recorded_at": logged.recorded_at,
            "employee_id": logged.change.employee_id,
            "kind": logged.change.kind,
            "change": json.dumps(written(logged.change), ensure_ascii=False),
            "due_on": due_on,
        }
        for logged, due_on in entries
    ]
    if rows:
        db.execute(_APPEND, rows)


def read(db: Connection, after: int, limit: int) -> list[LoggedChange]:
    """Return the changes that follow a sequence."""
    return [_logged(row) for row in db.execute(_READ, {"after": after, "limit": limit})]


def of(db: Connection, employee_id: str) -> list[LoggedChange]:
    """Return every change of a person, those still to come included."""
    return [_logged(row) for row in db.execute(_OF, {"whom": employee_id})]


def shown(db: Connection, employee_id: str) -> list[LoggedChange]:
    """Return the changes of a person that have come to show."""
    return [_logged(row) for row in db.execute(_SHOWN, {"whom": employee_id})]


def due(db: Connection, day: date) -> list[LoggedChange]:
    """Return the changes that come to show by a day, in the order in which they do."""
    return [_logged(row) for row in db.execute(_DUE, {"day": day})]


def next_due(db: Connection) -> date | None:
    """Return the next day on which a change comes to show."""
    day: date | None = db.execute(_NEXT).scalar_one()
    return day


def settle(db: Connection, sequence: int) -> None:
    """Note that nothing more is to come of a change."""
    db.execute(_SETTLE, {"which": sequence})


def _logged(row: Row[*tuple[Any, ...]]) -> LoggedChange:
    return LoggedChange(sequence=row.sequence, recorded_at=row.recorded_at, change=change_from(json.loads(row.change)))
