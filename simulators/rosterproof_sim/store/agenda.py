"""What the clock will do in the LMS: entries that fall due at an instant, are taken once, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, delete, func, insert, select

from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection

#: window: renewal opens. expire: the last valid day is over. grace: the short course no longer renews. overdue: a due
#: date is over. look: a tenure is reached. remind: a notice before or after the last valid day. class: a class begins.
AgendaKind = Literal["window", "expire", "grace", "overdue", "look", "remind", "class"]

_AGENDA = tables.agenda
_ADD = insert(_AGENDA)
_DUE = select(_AGENDA).where(_AGENDA.c.at <= bindparam("now")).order_by(_AGENDA.c.at, _AGENDA.c.sequence)
_TAKE = delete(_AGENDA).where(_AGENDA.c.at <= bindparam("now"))
_OF = select(_AGENDA.c.kind, _AGENDA.c.subject).where(_AGENDA.c.user_id == bindparam("whom"))
_CLEAR = delete(_AGENDA).where(_AGENDA.c.user_id == bindparam("whom"))
_NEXT = select(func.min(_AGENDA.c.at))


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """`subject` names the certification, enrollment or class it is about; "" where it is about the account.

    `user_id` is "" where it is about nobody's account.
    """

    at: datetime
    kind: AgendaKind
    user_id: str
    subject: str = ""


def add(db: Connection, entries: Iterable[Entry]) -> None:
    """Enter what is to happen."""
    rows = [{"at": each.at, "kind": each.kind, "user_id": each.user_id, "subject": each.subject} for each in entries]
    if rows:
        db.execute(_ADD, rows)


def take(db: Connection, now: datetime) -> list[Entry]:
    """Take out what is due by now, in order."""
    rows = db.execute(_DUE, {"now": now}).mappings().all()
    if rows:
        db.execute(_TAKE, {"now": now})
    return [Entry(at=row["at"], kind=row["kind"], user_id=row["user_id"], subject=row["subject"]) for row in rows]


def clear(db: Connection, user_id: str) -> None:
    """Take out whatever is entered for an account."""
    db.execute(_CLEAR, {"whom": user_id})


def pending(db: Connection, user_id: str) -> set[tuple[str, str]]:
    """Return the kind and subject of whatever is entered for an account."""
    return {(row.kind, row.subject) for row in db.execute(_OF, {"whom": user_id})}


def next_due(db: Connection) -> datetime | None:
    """Return the instant of the first entry."""
    instant: datetime | None = db.execute(_NEXT).scalar_one()
    return instant
