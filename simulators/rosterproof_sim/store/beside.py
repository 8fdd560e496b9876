"""What is kept beside users for those who provision them, and users found with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from rosterproof_sim.domain.words.criteria import Criteria, Order
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.provisioning import Account, username_key
from rosterproof_sim.store import many, tables
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.criteria import clause
from rosterproof_sim.store.many import among
from rosterproof_sim.store.provisioning_tables import beside

_USERS = tables.users
_ADD = insert(beside)
_OF = beside.c.user_id == bindparam("whom")
_ONE = select(beside.c.content, beside.c.active_unsaid).where(_OF)
_NAME = update(beside).where(_OF).values(username_key=bindparam("called"))
_KEEP = update(beside).where(_OF).values(content=bindparam("kept"), active_unsaid=bindparam("unsaid"))
_REMOVE = update(beside).where(_OF).values(removed_at=bindparam("at"))
#: Users that are provisioned, with what is kept beside them. Criteria may name `username_key` and `active_unsaid` too.
_PROVISIONED = (
    select(*_USERS.c, beside.c.username_key, beside.c.active_unsaid, beside.c.content)
    .join(beside, beside.c.user_id == _USERS.c.user_id)
    .where(beside.c.removed_at.is_(None))
    .subquery()
)
_FOUND = select(_PROVISIONED).where(_PROVISIONED.c.user_id == bindparam("whom"))
_CALLED = select(*_USERS.c).join(beside, beside.c.user_id == _USERS.c.user_id)
_CALLED = _CALLED.where(beside.c.removed_at.is_(None), among(_USERS.c.external_id)).order_by(_USERS.c.user_id.desc())
_BESIDE_ONLY = ("username_key", "active_unsaid", "content")


def begin(db: Connection, user: User, content: Mapping[str, Any]) -> None:
    """Begin to keep something beside a new user."""
    row = {"user_id": user.user_id, "username_key": username_key(user.username), "content": content}
    db.execute(_ADD, {**row, "active_unsaid": False, "removed_at": None})


def rename(db: Connection, user_id: str, username: str) -> None:
    """Find a user under another username from now on."""
    db.execute(_NAME, {"whom": user_id, "called": username_key(username)})


def keep(db: Connection, user_id: str, content: Mapping[str, Any], *, active_unsaid: bool) -> None:
    """Keep this beside a user."""
    db.execute(_KEEP, {"whom": user_id, "kept": content, "unsaid": active_unsaid})


def of(db: Connection, user_id: str) -> tuple[dict[str, Any], bool]:
    """Return what is kept beside a user, and whether it was taken back that the account is open or closed."""
    row = db.execute(_ONE, {"whom": user_id}).mappings().first()
    return ({}, False) if row is None else (row["content"], row["active_unsaid"])


def remove(db: Connection, user_id: str, at: datetime | None) -> None:
    """Take a user out of provisioning; without an instant, bring one back."""
    db.execute(_REMOVE, {"whom": user_id, "at": at})


def find(db: Connection, user_id: str) -> Account | None:
    """Return a user who is provisioned."""
    row = db.execute(_FOUND, {"whom": user_id}).mappings().first()
    return None if row is None else _account(row)


def page(
    db: Connection, criteria: Criteria | None, order: Order | None, offset: int, limit: int | None
) -> list[Account]:
    """Return users in order, of id if no other is given, so many of them left out before."""
    found = _PROVISIONED.c
    wanted = _meeting(select(_PROVISIONED), criteria)
    if order is not None:
        first = found[order.field]
        wanted = wanted.order_by(first.desc() if order.descending else first)
    descending = order is not None and order.descending
    wanted = wanted.order_by(found.user_id.desc() if descending else found.user_id)
    # SQLite has no offset without a limit; -1 is none.
    wanted = wanted.limit(-1 if limit is None else limit).offset(offset)
    return [_account(row) for row in db.execute(wanted).mappings()]


def count(db: Connection, criteria: Criteria | None) -> int:
    """Return how many there are."""
    found: int = db.execute(_meeting(select(func.count()).select_from(_PROVISIONED), criteria)).scalar_one()
    return found


def called(db: Connection, external_ids: Sequence[str]) -> dict[str, User]:
    """Return, by external id, the users of these: the oldest open account of each, or the oldest."""
    found: dict[str, User] = {}
    for row in many.find(db, _CALLED, external_ids).mappings():
        user = User(**row)
        if user.active or not (user.external_id in found and found[user.external_id].active):
            found[user.external_id] = user
    return found


def _meeting(query: Select[Any], criteria: Criteria | None) -> Select[Any]:
    return query if criteria is None else query.where(clause(_PROVISIONED, criteria))


def _account(row: Mapping[str, Any]) -> Account:
    values = {name: value for name, value in row.items() if name not in _BESIDE_ONLY}
    content = {**row["content"], "active_unsaid": True} if row["active_unsaid"] else row["content"]
    return Account(user=User(**values), beside=content)
