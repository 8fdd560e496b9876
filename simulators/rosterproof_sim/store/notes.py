"""What the LMS itself noticed of an account: since when the title, how long away and why, since when on leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.store import many, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.many import among

_NOTES = tables.notes
_ONE = select(_NOTES).where(_NOTES.c.user_id == bindparam("whom"))
_OF_MANY = select(_NOTES).where(among(_NOTES.c.user_id))
_PUT = insert(_NOTES)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["user_id"],
    set_={name: column for name, column in _PUT.excluded.items() if name != "user_id"},
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """Null where there was nothing to notice."""

    user_id: str
    title_since: date | None = None
    closed_on: date | None = None
    closed_because: str | None = None
    absence_days: int | None = None
    leave_since: date | None = None


def of(db: Connection, user_id: str) -> Notes:
    """Return what was noticed of an account."""
    row = db.execute(_ONE, {"whom": user_id}).mappings().first()
    return Notes(user_id=user_id) if row is None else Notes(**row)


def of_many(db: Connection, user_ids: Sequence[str]) -> dict[str, Notes]:
    """Return the notes of those of the accounts that have any, by user id."""
    return {each.user_id: each for each in many.find(db, _OF_MANY, user_ids).words(Notes)}


def note(db: Connection, user_id: str, **noticed: Any) -> None:
    """Keep what was just noticed."""
    db.execute(_PUT, row_of(replace(of(db, user_id), **noticed)))
