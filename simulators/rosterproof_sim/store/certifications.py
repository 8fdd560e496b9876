"""Certifications: what passes are worth, and which of them the clock will change next."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from rosterproof_sim.domain.words.learning import STANDING, Certification, CertificationStatus
from rosterproof_sim.store import tables
from rosterproof_sim.store.columns import row_of

_CERTIFICATIONS = tables.certifications
_ALL = select(*_CERTIFICATIONS.c, tables.users.c.external_id).join_from(
    _CERTIFICATIONS, tables.users, _CERTIFICATIONS.c.user_id == tables.users.c.user_id
)
_IN_ORDER = _ALL.order_by(_CERTIFICATIONS.c.certification_id)
_OF = _IN_ORDER.where(_CERTIFICATIONS.c.user_id == bindparam("whom"))
_ISSUE = insert(_CERTIFICATIONS)
_MOVE = (
    update(_CERTIFICATIONS)
    .where(_CERTIFICATIONS.c.certification_id == bindparam("which"))
    .values(status=bindparam("to"))
)
_EXPIRED = _ALL.where(
    _CERTIFICATIONS.c.status.in_(STANDING), _CERTIFICATIONS.c.expires_on < bindparam("today")
).order_by(_CERTIFICATIONS.c.expires_on, _CERTIFICATIONS.c.certification_id)
_OPENED = _ALL.where(
    _CERTIFICATIONS.c.status == "active", _CERTIFICATIONS.c.window_opens_on <= bindparam("today")
).order_by(_CERTIFICATIONS.c.window_opens_on, _CERTIFICATIONS.c.certification_id)
_NEXT_EXPIRY = select(func.min(_CERTIFICATIONS.c.expires_on)).where(_CERTIFICATIONS.c.status.in_(STANDING))
_NEXT_WINDOW = select(func.min(_CERTIFICATIONS.c.window_opens_on)).where(_CERTIFICATIONS.c.status == "active")


@dataclass(frozen=True, kw_only=True, slots=True)
class CertificationFilter:
    """Which certifications are wanted; None asks for nothing in particular."""

    user_id: str | None = None
    status: CertificationStatus | None = None


def issue(db: Connection, certification: Certification) -> None:
    """Append a certification."""
    row = row_of(certification)
    del row["external_id"]
    db.execute(_ISSUE, row)


def move(db: Connection, certification_id: str, to: CertificationStatus) -> None:
    """Give a certification another status."""
    db.execute(_MOVE, {"which": certification_id, "to": to})


def newest_of(db: Connection, user_id: str) -> dict[str, Certification]:
    """Return the newest certification of a user in each course."""
    return {row["course"]: Certification(**row) for row in db.execute(_OF, {"whom": user_id}).mappings()}


def page(db: Connection, wanted: CertificationFilter, *, after: str | None, limit: int | None) -> list[Certification]:
    """Return certifications in order of id, from behind `after`."""
    query: Select[Any] = _IN_ORDER.limit(limit)
    if after is not None:
        query = query.where(_CERTIFICATIONS.c.certification_id > after)
    if wanted.user_id is not None:
        query = query.where(_CERTIFICATIONS.c.user_id == wanted.user_id)
    if wanted.status is not None:
        query = query.where(_CERTIFICATIONS.c.status == wanted.status)
    return [Certification(**row) for row in db.execute(query).mappings()]


def expired(db: Connection, today: date) -> list[Certification]:
    """Return the certifications that still stand although their last day is over."""
    return [Certification(**row) for row in db.execute(_EXPIRED, {"today": today}).mappings()]


def opened(db: Connection, today: date) -> list[Certification]:
    """Return the active certifications whose renewal window is open."""
    return [Certification(**row) for row in db.execute(_OPENED, {"today": today}).mappings()]


def next_expiry(db: Connection) -> date | None:
    """Return the next last day of a certification that stands."""
    day: date | None = db.execute(_NEXT_EXPIRY).scalar_one()
    return day


def next_window(db: Connection) -> date | None:
    """Return the next day on which a renewal window opens."""
    day: date | None = db.execute(_NEXT_WINDOW).scalar_one()
    return day
