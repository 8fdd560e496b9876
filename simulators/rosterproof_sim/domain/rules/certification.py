"""How long a pass is worth something, and when it may be renewed."""

from dataclasses import dataclass
from datetime import date

from rosterproof_sim.domain.rules.due import days_after
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import STANDING, Certification, RecertAnchor


@dataclass(frozen=True, kw_only=True, slots=True)
class Validity:
    """The last valid day, and the day from which renewal is open; null where a pass does not expire."""

    expires_on: date | None
    window_opens_on: date | None


def validity(course: Course, today: date, anchor: RecertAnchor, previous: Certification | None) -> Validity:
    """Return how long a pass of today is valid.

    >>> course = Course(code="BBP-130", title="Bloodborne pathogens", validity_days=365, window_days=60)
    >>> validity(course, date(2026, 3, 7), "completion", None)
    Validity(expires_on=datetime.date(2027, 3, 7), window_opens_on=datetime.date(2027, 1, 6))
    """
    if course.validity_days is None:
        return Validity(expires_on=None, window_opens_on=None)
    start = today
    if anchor == "expiry" and previous is not None and previous.status in STANDING and previous.expires_on is not None:
        start = previous.expires_on
    expires_on = days_after(start, course.validity_days)
    # Without a window there is nothing to renew until the certification has expired.
    opens_on = days_after(expires_on, -course.window_days if course.window_days else 1)
    return Validity(expires_on=expires_on, window_opens_on=opens_on)


def met(certification: Certification, today: date) -> bool:
    """Tell whether a certification satisfies a rule today: it does until its renewal opens."""
    return certification.window_opens_on is None or today < certification.window_opens_on
