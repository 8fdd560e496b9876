"""What a pass is worth."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.learning import VALID, Account, Certification, Key
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


def certify(catalog: Catalog, account: Account, key: Key, *, now: datetime, anchor: str) -> date | None:
    """Issue the certification that a pass earns, if any, and return its last valid day."""
    taken, instance = catalog.courses[key[0]], key[1]
    course = catalog.courses[taken.renews] if taken.renews is not None else taken
    today = account.today(now)
    before = account.newest_certification(course.code, instance)
    if course is not taken and not renewable(course, before, today):
        return None
    validity: dict[str, Any] | None = None
    if course.validity is not None:
        validity = {**course.validity, "basis": course.validity.get("basis") or anchor}
    stands = before.expires_on if before is not None and before.status in VALID else None
    worth = term(validity, course.window_days, passed=today, stands_until=stands)
    account.certify(
        Certification(
            course=course.code,
            course_version=course.version,
            instance=instance,
            status="active",
            issued_on=today,
            expires_on=worth.expires_on,
            window_opens_on=worth.opens_on,
        ).as_of(today)
    )
    return worth.expires_on
