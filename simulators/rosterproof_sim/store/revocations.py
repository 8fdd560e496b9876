"""Completions that were taken back: they stay as they were recorded, and beside them stands why they count no more."""

from sqlalchemy import Column, Integer, String, Table, bindparam, insert, select

from rosterproof_sim.domain.words.learning import Revocation
from rosterproof_sim.store.columns import Instant, row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.tables import metadata

revocations = Table(
    "revocations",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("completion_id", String, nullable=False, unique=True),
    Column("user_id", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("course", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("revoked_at", Instant, nullable=False),
)
_IN_ORDER = select(revocations).order_by(revocations.c.sequence)
_FOLLOWING = _IN_ORDER.where(revocations.c.sequence > bindparam("after")).limit(bindparam("limit"))
_OF = select(revocations).where(revocations.c.completion_id == bindparam("which"))
_ADD = insert(revocations)


def add(db: Connection, revocation: Revocation) -> None:
    """Append a revocation."""
    db.execute(_ADD, row_of(revocation))


def of(db: Connection, completion_id: str) -> Revocation | None:
    """Return the revocation of a completion."""
    row = db.execute(_OF, {"which": completion_id}).mappings().first()
    return None if row is None else Revocation(**row)


def following(db: Connection, after: int, limit: int) -> list[Revocation]:
    """Return the revocations that follow a sequence."""
    return [Revocation(**row) for row in db.execute(_FOLLOWING, {"after": after, "limit": limit}).mappings()]


def every(db: Connection) -> list[Revocation]:
    """Return every revocation, in order."""
    return [Revocation(**row) for row in db.execute(_IN_ORDER).mappings()]
