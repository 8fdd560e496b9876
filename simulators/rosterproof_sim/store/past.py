"""What was true before: earlier profiles, due dates, terms, memberships, and what of it all was known by an instant.

Triggers of the database keep what is replaced, so that no way of writing a record can forget it. The instant is that of
the world's clock, or of the record itself where it has one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import DDL, Column, Date, Index, Integer, Select, String, Table, event, func, or_, select

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.words.calendar import midnight
from rosterproof_sim.domain.words.learning import Enrollment, Key, User
from rosterproof_sim.domain.words.obligations import Held
from rosterproof_sim.store import (
    classroom_tables,
    content_tables,
    outbox_tables,
    paper_tables,
    provisioning_tables,
    revocations,
    tables,
)
from rosterproof_sim.store.columns import Instant
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.notes import Notes

_USERS, _ENROLLMENTS = tables.users, tables.enrollments
_CERTIFICATIONS, _COMPLETIONS = tables.certifications, tables.completions
_REVOCATIONS = revocations.revocations

#: Every version of every profile. `updated_at` is when the LMS was told.
profiles = Table(
    "profiles",
    tables.metadata,
    *(
        Column(each.name, each.type, primary_key=each.name in ("user_id", "version"), nullable=each.nullable)
        for each in _USERS.c
    ),
    Index("profiles_of_a_manager", "manager_external_id"),
)

#: The due dates that enrollments had, each until an instant.
earlier_dues = Table(
    "earlier_dues",
    tables.metadata,
    Column("place", Integer, primary_key=True),
    Column("enrollment_id", String, nullable=False, index=True),
    Column("due_on", Date),
    Column("until", Instant, nullable=False),
)

#: How long certifications were to last, and when to be renewed, each until an instant: that of a retake demanded.
earlier_terms = Table(
    "earlier_terms",
    tables.metadata,
    Column("place", Integer, primary_key=True),
    Column("certification_id", String, nullable=False),
    Column("expires_on", Date),
    Column("window_opens_on", Date),
    Column("until", Instant, nullable=False),
)

#: Who was in which group by hand, from when to when; null while it lasts.
memberships = Table(
    "memberships",
    tables.metadata,
    Column("place", Integer, primary_key=True),
    Column("group", String, nullable=False),
    Column("user_id", String, nullable=False, index=True),
    Column("joined_at", Instant, nullable=False),
    Column("left_at", Instant),
)

_NAMES = ", ".join(f'"{each.name}"' for each in _USERS.c)
_NEW = ", ".join(f'NEW."{each.name}"' for each in _USERS.c)
_KEEP = f"INSERT OR REPLACE INTO profiles ({_NAMES}) VALUES ({_NEW})"  # noqa: S608 - names of our own columns
_TRIGGERS = (
    (
        profiles,
        f"CREATE TRIGGER keep_new_profile AFTER INSERT ON users BEGIN {_KEEP}; END",
    ),
    (
        profiles,
        f"CREATE TRIGGER keep_profile AFTER UPDATE ON users BEGIN {_KEEP}; END",
    ),
    (
        earlier_dues,
        "CREATE TRIGGER keep_due AFTER UPDATE OF due_on ON enrollments WHEN OLD.due_on IS NOT NEW.due_on BEGIN "
        "INSERT INTO earlier_dues (enrollment_id, due_on, until) "
        "VALUES (OLD.enrollment_id, OLD.due_on, (SELECT now FROM world)); END",
    ),
    (
        earlier_terms,
        "CREATE TRIGGER keep_term AFTER UPDATE OF expires_on, window_opens_on ON certifications "
        "WHEN OLD.expires_on IS NOT NEW.expires_on OR OLD.window_opens_on IS NOT NEW.window_opens_on BEGIN "
        "INSERT INTO earlier_terms (certification_id, expires_on, window_opens_on, until) "
        "VALUES (OLD.certification_id, OLD.expires_on, OLD.window_opens_on, (SELECT now FROM world)); END",
    ),
    (
        memberships,
        "CREATE TRIGGER keep_joining AFTER INSERT ON group_members BEGIN "
        'INSERT INTO memberships ("group", user_id, joined_at) '
        'VALUES (NEW."group", NEW.user_id, (SELECT now FROM world)); END',
    ),
    (
        memberships,
        "CREATE TRIGGER keep_leaving AFTER DELETE ON group_members BEGIN "
        "UPDATE memberships SET left_at = (SELECT now FROM world) "
        'WHERE "group" = OLD."group" AND user_id = OLD.user_id AND left_at IS NULL; END',
    ),
)
for _table, _trigger in _TRIGGERS:
    event.listen(_table, "after_create", DDL(_trigger))  # type: ignore[no-untyped-call]

#: Where tables are defined, beside here: all in one metadata, which is whole once these are imported.
_ROOMS = (tables, classroom_tables, content_tables, outbox_tables, paper_tables, provisioning_tables, revocations)
#: All tables of a world, with what is kept of their past.
METADATA = tables.metadata

_CHUNK = 500


def versions(db: Connection, known_at: datetime, user_ids: Sequence[str] | None = None) -> dict[str, list[User]]:
    """Return the profiles told by an instant, of some accounts or of all, by user id and in order."""
    query = select(profiles).where(profiles.c.updated_at <= known_at).order_by(profiles.c.user_id, profiles.c.version)
    found: dict[str, list[User]] = {}
    for row in _rows(db, query, profiles.c.user_id, user_ids):
        found.setdefault(row["user_id"], []).append(User(**row))
    return found


def noticed(db: Connection) -> dict[str, Notes]:
    """Return what was noticed of everybody's account by now, by user id."""
    return {row["user_id"]: Notes(**row) for row in db.execute(select(tables.notes)).mappings()}


def reporting_to(db: Connection, external_ids: Iterable[str]) -> list[str]:
    """Return the accounts that ever named one of these people as manager."""
    query = select(profiles.c.user_id).distinct().order_by(profiles.c.user_id)
    return [row["user_id"] for row in _rows(db, query, profiles.c.manager_external_id, sorted(external_ids))]


def enrollments(
    db: Connection, day: date, known_at: datetime, user_ids: Sequence[str] | None = None
) -> dict[str, list[Enrollment]]:
    """Return what was not closed before a day, as it was known at an instant, by user id and in order."""
    # A day begins somewhere up to 14 hours before it does in UTC.
    begun = midnight(days_after(day, -1))
    open_ = or_(_ENROLLMENTS.c.closed_at.is_(None), _ENROLLMENTS.c.closed_at >= begun)
    query = select(_ENROLLMENTS, _USERS.c.external_id).join(_USERS, _USERS.c.user_id == _ENROLLMENTS.c.user_id)
    query = query.where(open_, _ENROLLMENTS.c.assigned_at <= known_at).order_by(_ENROLLMENTS.c.enrollment_id)
    dues = _dues(db, known_at)
    found: dict[str, list[Enrollment]] = {}
    for row in _rows(db, query, _ENROLLMENTS.c.user_id, user_ids):
        each = Enrollment(**row)
        if each.closed_at is not None and each.closed_at > known_at:
            each = replace(each, status="assigned", closed_at=None)
        if each.enrollment_id in dues:
            each = replace(each, due_on=dues[each.enrollment_id])
        found.setdefault(each.user_id, []).append(each)
    return found


def waivers(
    db: Connection, known_at: datetime, user_ids: Sequence[str] | None = None
) -> dict[str, list[tuple[Key, datetime]]]:
    """Return what was waived by an instant, and when, by user id."""
    query = select(_ENROLLMENTS.c.user_id, _ENROLLMENTS.c.course, _ENROLLMENTS.c.instance, _ENROLLMENTS.c.closed_at)
    query = query.where(_ENROLLMENTS.c.status == "waived", _ENROLLMENTS.c.closed_at <= known_at)
    found: dict[str, list[tuple[Key, datetime]]] = {}
    for row in _rows(db, query, _ENROLLMENTS.c.user_id, user_ids):
        found.setdefault(row["user_id"], []).append(((row["course"], row["instance"]), row["closed_at"]))
    return found


def held(
    db: Connection, day: date, known_at: datetime, user_ids: Sequence[str] | None = None
) -> dict[str, dict[Key, Held]]:
    """Return the newest certification for each thing, issued by a day and known at an instant, by user id."""
    c, p = _CERTIFICATIONS.c, _COMPLETIONS.c
    place = func.row_number().over(
        partition_by=(c.user_id, c.course, c.instance), order_by=(c.issued_on.desc(), c.certification_id.desc())
    )
    ranked: Select[Any] = (
        select(
            *(c.user_id, c.course, c.instance, c.certification_id, c.issued_on, c.expires_on, c.window_opens_on),
            *(
                c.completion_id,
                p.course.label("passed_course"),
                p.course_version.label("passed_version"),
                p.completed_at,
                p.recorded_at,
                p.score,
                p.result,
                p.reference,
            ),
            _REVOCATIONS.c.revoked_at,
            place.label("place"),
        )
        .join(_COMPLETIONS, p.completion_id == c.completion_id)
        .outerjoin(_REVOCATIONS, _REVOCATIONS.c.completion_id == c.completion_id)
        .where(p.recorded_at <= known_at, c.issued_on <= day)
    )
    if user_ids is not None and len(user_ids) <= _CHUNK:
        ranked = ranked.where(c.user_id.in_(user_ids))
    newest = ranked.subquery()
    stands = or_(newest.c.revoked_at.is_(None), newest.c.revoked_at > known_at)
    shown = (each for each in newest.c if each.name not in ("place", "revoked_at"))
    query = select(*shown).where(newest.c.place == 1, stands)
    terms = _terms(db, known_at)
    found: dict[str, dict[Key, Held]] = {}
    for row in db.execute(query).mappings():
        values = {**row, **terms.get(row["certification_id"], {})}
        whom = values.pop("user_id")
        found.setdefault(whom, {})[values["course"], values["instance"]] = Held(**values)
    return found


def groups(
    db: Connection, known_at: datetime, user_ids: Sequence[str] | None = None
) -> dict[str, list[tuple[str, datetime, datetime | None]]]:
    """Return the memberships that had begun by an instant: group, from when, until when."""
    query = select(memberships).where(memberships.c.joined_at <= known_at)
    found: dict[str, list[tuple[str, datetime, datetime | None]]] = {}
    for row in _rows(db, query, memberships.c.user_id, user_ids):
        left = row["left_at"] if row["left_at"] is not None and row["left_at"] <= known_at else None
        found.setdefault(row["user_id"], []).append((row["group"], row["joined_at"], left))
    return found


def _dues(db: Connection, known_at: datetime) -> dict[str, date | None]:
    """Return the due dates of an instant where they were other ones than now: the first that was replaced after it."""
    query = select(earlier_dues).where(earlier_dues.c.until > known_at).order_by(earlier_dues.c.place)
    found: dict[str, date | None] = {}
    for row in db.execute(query).mappings():
        found.setdefault(row["enrollment_id"], row["due_on"])
    return found


def _terms(db: Connection, known_at: datetime) -> dict[str, dict[str, date | None]]:
    """Return the terms of certifications at an instant where they were other ones than now."""
    query = select(earlier_terms).where(earlier_terms.c.until > known_at).order_by(earlier_terms.c.place)
    found: dict[str, dict[str, date | None]] = {}
    for row in db.execute(query).mappings():
        term = {name: row[name] for name in ("expires_on", "window_opens_on")}
        found.setdefault(row["certification_id"], term)
    return found


def _rows(db: Connection, query: Select[Any], of: Column[Any], named: Sequence[str] | None) -> Iterable[Any]:
    """Read the rows of some, or of all; so many names as a statement can hold at a time."""
    if named is None:
        yield from db.execute(query).mappings()
        return
    for first in range(0, len(named), _CHUNK):
        yield from db.execute(query.where(of.in_(named[first : first + _CHUNK]))).mappings()
