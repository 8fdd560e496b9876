"""What a new version of a course changes for one person: what is open, and how long what is held still counts."""

from dataclasses import replace
from datetime import date, timedelta

from rosterproof.oracle.catalog import Course
from rosterproof.oracle.learning import VALID, Account, Certification


def take_over(course: Course, account: Account, today: date, retake_within_days: int | None) -> None:
    """Move somebody to a version of a course that was just published."""
    begun = {"in_progress"} if retake_within_days is None else set()
    for enrollment in list(account.open_enrollments()):
        if enrollment.course == course.code and enrollment.status not in begun:
            account.swap(enrollment, course_version=course.version)
    for (code, instance), place in account.newest.items() if retake_within_days is not None else ():
        held = account.certifications[place]
        if code == course.code and held.status in VALID:
            last = today + timedelta(days=retake_within_days or 0)
            account.certifications[place] = short = _shortened(held, today, last)
            _hasten(account, (code, instance), short.expires_on or last)


def _shortened(held: Certification, today: date, last: date) -> Certification:
    """A certification whose renewal opens now and that lasts until a day at most."""
    return replace(
        held,
        status="renewal_due",
        expires_on=min(held.expires_on or last, last),
        window_opens_on=min(held.window_opens_on or today, today),
    )


def _hasten(account: Account, key: tuple[str, str], last: date) -> None:
    """Let renewals that are open fall due with what they renew."""
    for each in list(account.open_enrollments()):
        later = each.due_on is not None and each.due_on > last
        if later and each.key == key and each.source == "recertification":
            account.swap(each, due_on=last)
