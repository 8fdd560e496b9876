"""The log of HR changes: append-only, each with its day and the instant it was recorded."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from rosterproof_sim.domain.rules.notation import change_from
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection

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
_FROM = (
    select(_CHANGES.c.employee_id, *_COLUMNS)
    .where(_CHANGES.c.employee_id > bindparam("after"))
    .order_by(_CHANGES.c.employee_id, _CHANGES.c.sequence)
)
_WAITING = select(_CHANGES.c.sequence, _CHANGES.c.due_at).where(
    _CHANGES.c.employee_id == bindparam("whom"), _CHANGES.c.due_at.is_not(None)
)
_DUE = (
    select(_CHANGES.c.employee_id, _CHANGES.c.sequence)
    .where(_CHANGES.c.due_at <= bindparam("now"))
    .order_by(_CHANGES.c.due_at, _CHANGES.c.employee_id)
)
_NAMES = select(_CHANGES.c.sequence).where(func.json_extract(_CHANGES.c.change, "$.location") == bindparam("code"))
_NEXT = select(func.min(_CHANGES.c.due_at))
_RESCHEDULE = update(_CHANGES).where(_CHANGES.c.sequence == bindparam("which")).values(due_at=bindparam("moment"))


def append(db: Connection, entries: Iterable[LoggedChange], due: Mapping[int, datetime] | None = None) -> None:
    """Append changes, and note the instant at which each has yet to come to show, if any."""
    moments = due or {}
    rows = [
        {
            "sequence": logged.sequence,
            "recorded_at": logged.recorded_at,
            "employee_id": logged.change.employee_id,
            "kind": logged.change.kind,
            "change": json.dumps(written(logged.change), ensure_ascii=False),
            "due_at": moments.get(logged.sequence),
        }
        for logged in entries
    ]
    if rows:
        db.execute(_APPEND, rows)


def read(db: Connection, after: int, limit: int) -> list[LoggedChange]:
    """Return the changes that follow a sequence."""
    return [_logged(row) for row in db.execute(_READ, {"after": after, "limit": limit})]


def recorded(
    db: Connection, *, since: datetime | None, until: datetime | None, whom: Collection[str] | None
) -> list[LoggedChange]:
    """Return what was recorded between two instants, both included; of everybody, or of some alone."""
    query = select(*_COLUMNS).order_by(_CHANGES.c.sequence)
    if since is not None:
        query = query.where(_CHANGES.c.recorded_at >= since)
    if until is not None:
        query = query.where(_CHANGES.c.recorded_at <= until)
    if whom is not None:
        query = query.where(_CHANGES.c.employee_id.in_(whom))
    return [_logged(row) for row in db.execute(query)]


def of(db: Connection, employee_id: str) -> list[LoggedChange]:
    """Return every change of a person, those still to come included."""
    return [_logged(row) for row in db.execute(_OF, {"whom": employee_id})]


def histories(db: Connection, after: str = "") -> Iterator[list[LoggedChange]]:
    """Return the histories of all people behind an id, in order of id, one at a time."""
    with db.execute(_FROM, {"after": after}) as rows:
        for _, of_one in groupby(rows, key=lambda row: row.employee_id):
            yield [_logged(row) for row in of_one]


def due(db: Connection, now: datetime) -> dict[str, list[int]]:
    """Return whose changes come to show by now, in the order in which they do; of one instant, in order of id."""
    found: dict[str, list[int]] = {}
    for row in db.execute(_DUE, {"now": now}):
        found.setdefault(row.employee_id, []).append(row.sequence)
    return found


def names_location(db: Connection, code: str) -> bool:
    """Tell whether any change speaks of a location."""
    return db.execute(_NAMES, {"code": code}).first() is not None


def next_due(db: Connection) -> datetime | None:
    """Return the next instant at which a change comes to show."""
    moment: datetime | None = db.execute(_NEXT).scalar_one()
    return moment


def reschedule(db: Connection, employee_id: str, due: Mapping[int, datetime]) -> None:
    """Note which changes of a person have yet to come to show, and when; nothing is to come of the others."""
    before = {row.sequence: row.due_at for row in db.execute(_WAITING, {"whom": employee_id})}
    moved = [
        {"which": sequence, "moment": due.get(sequence)}
        for sequence in sorted(before.keys() | due.keys())
        if before.get(sequence) != due.get(sequence)
    ]
    if moved:
        db.execute(_RESCHEDULE, moved)


def _logged(row: Any) -> LoggedChange:
    return LoggedChange(sequence=row.sequence, recorded_at=row.recorded_at, change=change_from(json.loads(row.change)))
