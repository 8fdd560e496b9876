"""What a pass is worth."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.learning import VALID, Account, Certification, Enrollment, Key
from rosterproof.oracle.standing import renewable
from rosterproof.oracle.validity import term


def standing(scores: Sequence[float | None], policy: str) -> float | None:
    """Which of an enrollment's scores stands.

    >>> [standing([60, None, 90, 85], each) for each in ("latest", "highest", "first")]
    [85, 90, 60]
    """
    told = [score for score in scores if score is not None]
    if not told:
        return None
    return max(told) if policy == "highest" else told[0 if policy == "first" else -1]


def certify(
    catalog: Catalog,
    account: Account,
    begun: Enrollment | Key,
    *,
    passed_on: date,
    today: date,
    anchor: str,
    origin: int | None = None,
) -> date | None:
    """Issue the certification that a pass of a day earns, if any, and return its last valid day.

    It is for the version of the course that was begun; of a key alone, for the newest. `origin` is the place of the
    enrollment.
    """
    code, instance = begun.key if isinstance(begun, Enrollment) else begun
    taken = catalog.courses[code]
    course = catalog.courses[taken.renews] if taken.renews is not None else taken
    before = account.newest_certification(course.code, instance)
    if course is not taken and not renewable(course, before, passed_on):
        return None
    validity: dict[str, Any] | None = None
    if course.validity is not None:
        validity = {**course.validity, "basis": course.validity.get("basis") or anchor}
    stands = before is not None and stood(before, passed_on, today)
    until = before.expires_on if before is not None and stands else None
    worth = term(validity, course.window_days, passed=passed_on, stands_until=until)
    version = begun.course_version if isinstance(begun, Enrollment) and course is taken else course.version
    account.certify(
        Certification(
            course=course.code,
            course_version=version,
            instance=instance,
            status="active",
            issued_on=passed_on,
            expires_on=worth.expires_on,
            window_opens_on=worth.opens_on,
            origin=origin,
        ).as_of(today),
        renews=stands,
    )
    return worth.expires_on


def stood(held: Certification, day: date, today: date) -> bool:
    """Whether a certification stands, or stood on an earlier day of which a pass becomes known today."""
    return held.status in VALID or (day < today and (held.expires_on is None or day <= held.expires_on))
