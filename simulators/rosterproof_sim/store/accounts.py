"""The users of the LMS and their sessions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, select, update

from rosterproof_sim.domain.words.catalog import Audience
from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.learning import Session, SessionEnd, User
from rosterproof_sim.store import many, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.criteria import clause, paged
from rosterproof_sim.store.many import among

_USERS = tables.users
_SESSIONS = tables.sessions
_SESSION_COLUMNS = [column for column in _SESSIONS.columns if column.name != "token_digest"]

_ADD = insert(_USERS)
_PUT = update(_USERS).where(_USERS.c.user_id == bindparam("which"))
_ONE = select(_USERS).where(_USERS.c.user_id == bindparam("which"))
_BY_USERNAME = select(_USERS).where(_USERS.c.username == bindparam("username"))
_OLDEST_ACTIVE = (
    select(_USERS)
    .where(_USERS.c.external_id == bindparam("external_id"), _USERS.c.active)
    .order_by(_USERS.c.user_id)
    .limit(1)
)
_ACTIVE = select(_USERS).where(_USERS.c.active).order_by(_USERS.c.user_id)
_COUNT_ACTIVE = select(func.count()).select_from(_USERS).where(_USERS.c.active)
_ACTIVE_AT = _ACTIVE.where(_USERS.c.location == bindparam("location"))
_REPORTING = _ACTIVE.where(_USERS.c.manager_external_id == bindparam("manager"))
_REPORTING_TO_MANY = _ACTIVE.where(among(_USERS.c.manager_external_id))
_BY_EXTERNAL_ID = _ACTIVE.where(_USERS.c.external_id == bindparam("external_id"))
#: Conditions of an audience that compare one column with a list.
_LISTED = {
    "job_titles": _USERS.c.job_title,
    "departments": _USERS.c.department,
    "worker_types": _USERS.c.worker_type,
}
_OPEN = insert(_SESSIONS)
_ALL_SESSIONS = select(*_SESSION_COLUMNS).order_by(_SESSIONS.c.session_id)
_SESSIONS_OF = _ALL_SESSIONS.where(_SESSIONS.c.user_id == bindparam("which"))
_BY_TOKEN = select(*_SESSION_COLUMNS).where(_SESSIONS.c.token_digest == bindparam("digest"))
_ENDING: dict[str, BindParameter[Any]] = {"ended_at": bindparam("at"), "ended_by": bindparam("by")}
_END = update(_SESSIONS).where(_SESSIONS.c.session_id == bindparam("which")).values(_ENDING)
_END_ALL = (
    update(_SESSIONS).where(_SESSIONS.c.user_id == bindparam("which"), _SESSIONS.c.ended_at.is_(None)).values(_ENDING)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class UserFilter:
    """Which users are wanted; None asks for nothing in particular."""

    external_id: str | None = None
    username: str | None = None
    email: str | None = None
    active: bool | None = None
    criteria: Criteria | None = None


def add(db: Connection, user: User) -> None:
    """Append a user."""
    db.execute(_ADD, row_of(user))


def put(db: Connection, user: User) -> None:
    """Make this the record of a user."""
    db.execute(_PUT, {**row_of(user), "which": user.user_id})


def find(db: Connection, user_id: str) -> User | None:
    """Return a user."""
    row = db.execute(_ONE, {"which": user_id}).mappings().first()
    return None if row is None else User(**row)


def by_username(db: Connection, username: str) -> User | None:
    """Return the user who has a username, compared byte for byte."""
    row = db.execute(_BY_USERNAME, {"username": username}).mappings().first()
    return None if row is None else User(**row)


def oldest_active(db: Connection, external_id: str) -> User | None:
    """Return the oldest active account of a person."""
    row = db.execute(_OLDEST_ACTIVE, {"external_id": external_id}).mappings().first()
    return None if row is None else User(**row)


def active(db: Connection) -> list[User]:
    """Return every user with an open account, in order of id."""
    return list(db.execute(_ACTIVE).words(User))


def active_at(db: Connection, location: str, audience: Audience | None = None) -> list[User]:
    """Return the users with open accounts at a location, in order of id.

    With an audience those are left out whom it does not mean by title, department or worker type alone.
    """
    query = _ACTIVE_AT
    for name, column in _LISTED.items():
        values = getattr(audience, name, ())
        query = query.where(column.in_(values)) if values else query
    return [User(**row) for row in db.execute(query, {"location": location}).mappings()]


def count_active(db: Connection) -> int:
    """Return how many accounts are open."""
    found: int = db.execute(_COUNT_ACTIVE).scalar_one()
    return found


def reporting_to(db: Connection, external_id: str) -> list[User]:
    """Return the users with open accounts who name somebody as manager, in order of id."""
    return [User(**row) for row in db.execute(_REPORTING, {"manager": external_id}).mappings()]


def reporting_to_many(db: Connection, external_ids: Sequence[str]) -> dict[str, list[User]]:
    """Return those who name one of these as manager, in order of id, by manager."""
    found: dict[str, list[User]] = {}
    for user in many.find(db, _REPORTING_TO_MANY, external_ids).words(User):
        found.setdefault(user.manager_external_id, []).append(user)
    return found


def active_called(db: Connection, external_id: str) -> list[User]:
    """Return the open accounts of a person, in order of id."""
    return [User(**row) for row in db.execute(_BY_EXTERNAL_ID, {"external_id": external_id}).mappings()]


def page(
    db: Connection, wanted: UserFilter, *, after: str | None, limit: int | None, order: Order | None = None
) -> list[User]:
    """Return users in order, of id if no other is given, from behind `after`."""
    query = paged(select(_USERS), _USERS, "user_id", order=order, after=after, limit=limit)
    if wanted.external_id is not None:
        query = query.where(_USERS.c.external_id == wanted.external_id)
    if wanted.username is not None:
        query = query.where(_USERS.c.username == wanted.username)
    if wanted.email is not None:
        query = query.where(_USERS.c.email == wanted.email)
    if wanted.active is not None:
        query = query.where(_USERS.c.active.is_(wanted.active))
    if wanted.criteria is not None:
        query = query.where(clause(_USERS, wanted.criteria))
    return [User(**row) for row in db.execute(query).mappings()]


def open_session(db: Connection, session: Session, token: str) -> None:
    """Append a session, to be found again by its token."""
    db.execute(_OPEN, {**row_of(session), "token_digest": _digest(token)})


def session_by_token(db: Connection, token: str) -> Session | None:
    """Return the session of a token, open or ended."""
    row = db.execute(_BY_TOKEN, {"digest": _digest(token)}).mappings().first()
    return None if row is None else Session(**row)


def sessions_of(db: Connection, user_id: str) -> list[Session]:
    """Return the sessions of a user, oldest first."""
    return [Session(**row) for row in db.execute(_SESSIONS_OF, {"which": user_id}).mappings()]


def all_sessions(db: Connection) -> list[Session]:
    """Return every session, in order of id."""
    return [Session(**row) for row in db.execute(_ALL_SESSIONS).mappings()]


def end_session(db: Connection, session_id: str, at: datetime, by: SessionEnd) -> None:
    """End one session."""
    db.execute(_END, {"which": session_id, "at": at, "by": by})


def end_sessions(db: Connection, user_id: str, at: datetime, by: SessionEnd) -> None:
    """End every open session of a user."""
    db.execute(_END_ALL, {"which": user_id, "at": at, "by": by})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
