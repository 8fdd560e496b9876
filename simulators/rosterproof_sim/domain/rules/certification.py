"""How long a pass is worth something, when it may be renewed, and what meets a course."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rosterproof_sim.domain.rules.dates import days_after, month_end, months_after, next_yearly
from rosterproof_sim.domain.words.catalog import Course, Validity
from rosterproof_sim.domain.words.learning import STANDING, Certification, Key, RecertAnchor


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """The last valid day, and the day from which renewal is open; null where a pass does not expire."""

    expires_on: date | None
    window_opens_on: date | None


def term(course: Course, today: date, anchor: RecertAnchor, previous: Certification | None) -> Term:
    """Return how long a pass of today is valid, `previous` being the course's newest certification.

    >>> course = Course(code="BBP-130", title="Bloodborne pathogens", validity=Validity(days=365), window_days=60)
    >>> term(course, date(2026, 3, 7), "completion", None)
    Term(expires_on=datetime.date(2027, 3, 7), window_opens_on=datetime.date(2027, 1, 6))
    """
    validity = course.validity
    if validity is None:
        return Term(expires_on=None, window_opens_on=None)
    if validity.yearly_by is not None:
        year_end = next_yearly(validity.yearly_by, today)
        opens_on = days_after(year_end, 1)
        return Term(expires_on=next_yearly(validity.yearly_by, opens_on), window_opens_on=opens_on)
    expires_on = _last_day(validity, today, validity.basis or anchor, previous)
    if validity.through == "month_end":
        expires_on = month_end(expires_on)
    # Without a window there is nothing to renew until the certification has expired.
    opens_on = days_after(expires_on, -course.window_days if course.window_days else 1)
    return Term(expires_on=expires_on, window_opens_on=opens_on)


def suffices(certification: Certification, day: date) -> bool:
    """Tell whether a certification spares its holder the course on a day: it does until its renewal opens."""
    return certification.window_opens_on is None or day < certification.window_opens_on


def met(course: Course, instance: str, newest: Mapping[Key, Certification], day: date) -> bool:
    """Tell whether somebody with these certifications needs nothing of a course on a day."""
    return any(suffices(each, day) for each in _counting(course, instance, newest))


def basis(course: Course, instance: str, newest: Mapping[Key, Certification]) -> Certification | None:
    """Return the certification to be renewed: the one that lasts longest; of equals its own, then as accepted."""
    found = _counting(course, instance, newest)
    return max(found, key=lambda each: each.expires_on or date.max, default=None)


def renewable_by_short_course(course: Course, held: Certification, day: date) -> bool:
    """Tell whether the short course still renews a certification on a day: until its grace is over."""
    return held.expires_on is None or day <= days_after(held.expires_on, course.grace_days)


def _counting(course: Course, instance: str, newest: Mapping[Key, Certification]) -> list[Certification]:
    return [newest[code, instance] for code in (course.code, *course.accepts) if (code, instance) in newest]


def _last_day(validity: Validity, today: date, basis: str, previous: Certification | None) -> date:
    if basis == "fixed":
        return _next_of_series(validity, today)
    standing = previous is not None and previous.status in STANDING
    renewed = previous.expires_on if previous is not None and standing and basis == "expiry" else None
    return _after(validity, renewed or today, 1)


def _next_of_series(validity: Validity, today: date) -> date:
    """Return the first day of the series that is after today, and at least the minimum after it."""
    first = validity.from_ or today
    earliest = max(days_after(today, 1), days_after(today, validity.minimum_days))
    # A series counts from its first day, so that the 31st does not become the 28th for ever.
    approximate = validity.days or (validity.months or 1) * 31
    step = max(0, (earliest - first).days // approximate)
    while (day := _after(validity, first, step)) < earliest:
        step += 1
    return day


def _after(validity: Validity, day: date, times: int) -> date:
    if validity.days is not None:
        return days_after(day, validity.days * times)
    return months_after(day, (validity.months or 0) * times)
