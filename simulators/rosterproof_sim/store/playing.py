"""Registrations, their launches, and what was said in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from rosterproof_sim.domain.words.playing import Launch, Registration, Statement
from rosterproof_sim.store import content_tables, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection

_REGISTRATIONS = content_tables.registrations
_LAUNCHES = content_tables.launches
_STATEMENTS = content_tables.statements
_EXTERNAL_ID = tables.users.c.external_id

_REGISTERED = select(
    *(_REGISTRATIONS.c[name] for name in Registration.__dataclass_fields__ if name != "external_id"), _EXTERNAL_ID
).join_from(_REGISTRATIONS, tables.users, _REGISTRATIONS.c.user_id == tables.users.c.user_id)
_REGISTER = insert(_REGISTRATIONS)
_REGISTRATION = _REGISTERED.where(_REGISTRATIONS.c.registration_id == bindparam("which"))
_OF_ENROLLMENT = _REGISTERED.where(_REGISTRATIONS.c.enrollment_id == bindparam("which")).order_by(
    _REGISTRATIONS.c.number
)
_STAND = (
    update(_REGISTRATIONS)
    .where(_REGISTRATIONS.c.registration_id == bindparam("which"))
    .values(state=bindparam("now"), standings=bindparam("parts", type_=_REGISTRATIONS.c.standings.type))
)
_LAUNCHED = [_LAUNCHES.c[name] for name in Launch.__dataclass_fields__]
_LAUNCH = insert(_LAUNCHES)
_SESSION = select(*_LAUNCHED).where(_LAUNCHES.c.session_id == bindparam("which"))
_OF_REGISTRATION = (
    select(*_LAUNCHED).where(_LAUNCHES.c.registration_id == bindparam("which")).order_by(_LAUNCHES.c.number)
)
_BY_TICKET = select(*_LAUNCHED, _LAUNCHES.c.token_digest, _LAUNCHES.c.number).where(
    _LAUNCHES.c.ticket_digest == bindparam("which")
)
_BY_TOKEN = select(*_LAUNCHED).where(_LAUNCHES.c.token_digest == bindparam("which"))
_MOVE = (
    update(_LAUNCHES)
    .where(_LAUNCHES.c.session_id == bindparam("which"))
    .values(
        state=bindparam("now"),
        ended_at=bindparam("ended", type_=_LAUNCHES.c.ended_at.type),
        values=bindparam("held", type_=_LAUNCHES.c["values"].type),
    )
)
_FETCH = update(_LAUNCHES).where(_LAUNCHES.c.session_id == bindparam("which")).values(token_digest=bindparam("digest"))
_SAY = insert(_STATEMENTS)
_SAID = select(_STATEMENTS.c.verb).where(_STATEMENTS.c.session_id == bindparam("which"), _STATEMENTS.c.issuer != "lms")
_SAYING = [_STATEMENTS.c[name] for name in Statement.__dataclass_fields__]
_STATEMENT = select(*_SAYING).where(_STATEMENTS.c.statement_id == bindparam("which"))
_FEED = (
    select(*_SAYING)
    .where(_STATEMENTS.c.registration_id == bindparam("which"), _STATEMENTS.c.sequence > bindparam("after"))
    .order_by(_STATEMENTS.c.sequence)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """A launch that a ticket stands for, and whether the ticket was changed for a token already."""

    launch: Launch
    number: int
    used: bool


def register(db: Connection, made: Registration, number: int) -> None:
    """Append a registration."""
    row = row_of(made)
    del row["external_id"]
    db.execute(_REGISTER, {**row, "number": number})


def registration(db: Connection, registration_id: str) -> Registration | None:
    """Return a registration."""
    row = db.execute(_REGISTRATION, {"which": registration_id}).mappings().first()
    return None if row is None else Registration(**row)


def of_enrollment(db: Connection, enrollment_id: str) -> list[Registration]:
    """Return the registrations of an enrollment, oldest first."""
    return [Registration(**row) for row in db.execute(_OF_ENROLLMENT, {"which": enrollment_id}).mappings()]


def stand(db: Connection, registration: Registration) -> None:
    """Keep how a registration stands."""
    values = {"which": registration.registration_id, "now": registration.state, "parts": registration.standings}
    db.execute(_STAND, values)


def launch(db: Connection, made: Launch, number: int, ticket_digest: str | None) -> None:
    """Append a launch."""
    db.execute(_LAUNCH, {**row_of(made), "number": number, "ticket_digest": ticket_digest})


def session(db: Connection, session_id: str) -> Launch | None:
    """Return a launch by its session."""
    row = db.execute(_SESSION, {"which": session_id}).mappings().first()
    return None if row is None else Launch(**row)


def sessions(db: Connection, registration_id: str) -> list[Launch]:
    """Return the launches of a registration, oldest first."""
    return [Launch(**row) for row in db.execute(_OF_REGISTRATION, {"which": registration_id}).mappings()]


def by_ticket(db: Connection, digest: str) -> Ticket | None:
    """Return the launch of a ticket."""
    row = db.execute(_BY_TICKET, {"which": digest}).mappings().first()
    if row is None:
        return None
    return Ticket(launch=_launch(row), number=row["number"], used=row["token_digest"] is not None)


def by_token(db: Connection, digest: str) -> Launch | None:
    """Return the launch of a token."""
    row = db.execute(_BY_TOKEN, {"which": digest}).mappings().first()
    return None if row is None else Launch(**row)


def move(db: Connection, launch: Launch) -> None:
    """Keep the state of a launch, and what its SCO has set."""
    values = {"now": launch.state, "ended": launch.ended_at, "held": launch.values}
    db.execute(_MOVE, {"which": launch.session_id, **values})


def fetch(db: Connection, session_id: str, token_digest: str) -> None:
    """Keep that the ticket of a launch was changed for a token."""
    db.execute(_FETCH, {"which": session_id, "digest": token_digest})


def say(db: Connection, statement: Statement, verb: str | None) -> None:
    """Append a statement, and which verb of cmi5 it says."""
    db.execute(_SAY, {**row_of(statement), "verb": verb})


def said(db: Connection, session_id: str) -> frozenset[str]:
    """Return the verbs of cmi5 that the content said in a session."""
    return frozenset(row.verb for row in db.execute(_SAID, {"which": session_id}) if row.verb is not None)


def statement(db: Connection, statement_id: str) -> Statement | None:
    """Return a statement."""
    row = db.execute(_STATEMENT, {"which": statement_id}).mappings().first()
    return None if row is None else Statement(**row)


def statements(db: Connection, registration_id: str, after: int, limit: int) -> list[Statement]:
    """Return the statements of a registration that follow a sequence."""
    rows = db.execute(_FEED, {"which": registration_id, "after": after, "limit": limit}).mappings()
    return [Statement(**row) for row in rows]


def _launch(row: Mapping[Any, Any]) -> Launch:
    return Launch(**{name: row[name] for name in Launch.__dataclass_fields__})
