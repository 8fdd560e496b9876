"""Whether somebody needs a course today: what meets it, what a renewal starts from, and whether the short one does."""

from datetime import date, timedelta

from rosterproof.oracle.catalog import Catalog, Course
from rosterproof.oracle.learning import Account, Certification, Key


def that_count(catalog: Catalog, account: Account, key: Key) -> list[Certification]:
    """The newest certification of a course and of each that it accepts, its own first."""
    code, instance = key
    found = (account.newest_certification(each, instance) for each in (code, *catalog.courses[code].accepts))
    return [certification for certification in found if certification is not None]


def met(catalog: Catalog, account: Account, key: Key, today: date) -> bool:
    """Whether nothing is to be done for a course today."""
    return any(certification.suffices(today) for certification in that_count(catalog, account, key))


def basis(catalog: Catalog, account: Account, key: Key) -> Certification | None:
    """What a renewal of an unmet course starts from: of equal ones its own, then in the order of `accepts`."""
    found = [each for each in that_count(catalog, account, key) if each.expires_on is not None]
    return max(found, key=lambda each: each.expires_on or date.min, default=None)


def renewable(course: Course, held: Certification | None, today: date) -> bool:
    """Whether the short course still renews what is held of a course."""
    if held is None:
        return False
    return held.expires_on is None or today <= held.expires_on + timedelta(days=course.grace_days)


def taken_as(catalog: Catalog, account: Account, key: Key, today: date) -> Key:
    """The course in which somebody is to be enrolled for the sake of this one: the short one while that does."""
    code, instance = key
    short, held = catalog.short.get(code), basis(catalog, account, key)
    if short is None or held is None or held.course != code:
        return key
    return (short, instance) if renewable(catalog.courses[code], held, today) else key


def unmet_before(catalog: Catalog, account: Account, key: Key, today: date) -> list[str]:
    """The courses that must be met before this one and are not."""
    code, instance = key
    required = [each for each in catalog.courses if each in catalog.courses[code].requires]
    return [each for each in required if not any(met(catalog, account, (each, i), today) for i in ("", instance))]
