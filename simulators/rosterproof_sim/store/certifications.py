"""Certifications: what passes are worth."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select, update

from rosterproof_sim.domain.words.learning import Certification, CertificationStatus, Key
from rosterproof_sim.store import many, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.keyset import find_page
from rosterproof_sim.store.many import among

_CERTIFICATIONS = tables.certifications
_ALL = select(*_CERTIFICATIONS.c, tables.users.c.external_id).join_from(
    _CERTIFICATIONS, tables.users, _CERTIFICATIONS.c.user_id == tables.users.c.user_id
)
_IN_ORDER = _ALL.order_by(_CERTIFICATIONS.c.certification_id)
_OF = _IN_ORDER.where(_CERTIFICATIONS.c.user_id == bindparam("whom"))
#: What was renewed or revoked is not the newest: it is not read, or looking at somebody would take longer year by year.
_NOT_RENEWED = _IN_ORDER.where(_CERTIFICATIONS.c.status != "renewed", _CERTIFICATIONS.c.status != "revoked")
_NEWEST_OF = _NOT_RENEWED.where(_CERTIFICATIONS.c.user_id == bindparam("whom"))
_NEWEST_OF_MANY = _NOT_RENEWED.where(among(_CERTIFICATIONS.c.user_id))
_NEWEST_IN = _NOT_RENEWED.add_columns(tables.users.c.time_zone, tables.users.c.location, tables.users.c.active).where(
    among(_CERTIFICATIONS.c.course)
)
_ONE = _ALL.where(_CERTIFICATIONS.c.certification_id == bindparam("which"))
_ISSUE = insert(_CERTIFICATIONS)
_MOVE = (
    update(_CERTIFICATIONS)
    .where(_CERTIFICATIONS.c.certification_id == bindparam("which"))
    .values(status=bindparam("to"))
)
_DATES = (
    update(_CERTIFICATIONS)
    .where(_CERTIFICATIONS.c.certification_id == bindparam("which"))
    .values(status=bindparam("to"), expires_on=bindparam("last"), window_opens_on=bindparam("opens"))
)
_CURRENT_IN = _NOT_RENEWED.where(_CERTIFICATIONS.c.course == bindparam("code"))


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


def shorten(db: Connection, certifications: Sequence[Certification]) -> None:
    """Keep other dates of certifications, and the status that goes with them."""
    if certifications:
        db.execute(
            _DATES,
            [
                {
                    "which": each.certification_id,
                    "to": each.status,
                    "last": each.expires_on,
                    "opens": each.window_opens_on,
                }
                for each in certifications
            ],
        )


def current_in(db: Connection, course: str) -> list[Certification]:
    """Return the certifications of a course that no newer one has renewed, oldest first."""
    return [Certification(**row) for row in db.execute(_CURRENT_IN, {"code": course}).mappings()]


def find(db: Connection, certification_id: str) -> Certification | None:
    """Return a certification."""
    row = db.execute(_ONE, {"which": certification_id}).mappings().first()
    return None if row is None else Certification(**row)


def of(db: Connection, user_id: str) -> list[Certification]:
    """Return every certification of a user, oldest first."""
    return [Certification(**row) for row in db.execute(_OF, {"whom": user_id}).mappings()]


def newest_of(db: Connection, user_id: str) -> dict[Key, Certification]:
    """Return the newest certification of a user in each course and instance of it."""
    found = (Certification(**row) for row in db.execute(_NEWEST_OF, {"whom": user_id}).mappings())
    return {(each.course, each.instance): each for each in found}


def newest_at(
    db: Connection, location: str, courses: Sequence[str]
) -> dict[tuple[str, str | None], dict[Key, Certification]]:
    """Return the newest certifications in some courses at a location, by id and time zone of their holders."""
    newest: dict[tuple[str, str | None], dict[Key, Certification]] = {}
    for row in many.find(db, _NEWEST_IN, courses).mappings():
        zone, place, active = row.pop("time_zone"), row.pop("location"), row.pop("active")
        if active and place == location:
            each = Certification(**row)
            newest.setdefault((each.user_id, zone), {})[each.course, each.instance] = each
    return newest


def newest_of_many(db: Connection, user_ids: Sequence[str]) -> dict[str, dict[Key, Certification]]:
    """Return the newest certifications of each user, by id."""
    newest: dict[str, dict[Key, Certification]] = {}
    for each in many.find(db, _NEWEST_OF_MANY, user_ids).words(Certification):
        newest.setdefault(each.user_id, {})[each.course, each.instance] = each
    return newest


def page(db: Connection, wanted: CertificationFilter, *, after: str | None, limit: int | None) -> list[Certification]:
    """Return certifications in order of id, from behind `after`."""
    c = _CERTIFICATIONS.c
    having = {c.user_id: wanted.user_id, c.status: wanted.status}
    found = find_page(db, _IN_ORDER, c.certification_id, after=after, limit=limit, wanted=having)
    return [Certification(**row) for row in found.mappings()]
