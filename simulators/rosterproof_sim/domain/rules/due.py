"""The day by which an assigned course is to be finished."""

from datetime import date

from rosterproof_sim.domain.rules.dates import days_after, months_after, next_yearly
from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.catalog import Due


def due_on(due: Due, subject: Subject, event_on: date | None = None) -> date | None:
    """Return the last day to finish for someone assigned today; null where no day is known yet."""
    if due.earliest:
        days = [day for each in due.earliest if (day := due_on(each, subject, event_on)) is not None]
        return min(days, default=None)
    if due.hours is not None:
        return subject.today if _reached(due, subject) else None
    if due.on is not None:
        return max(due.on, subject.today)
    if due.yearly_by is not None:
        return next_yearly(due.yearly_by, subject.today)
    anchor = anchor_day(due, subject, event_on)
    return days_after(anchor, due.days) if due.days is not None else months_after(anchor, due.months or 0)


def hours_reached(due: Due, subject: Subject) -> bool:
    """Tell whether hours that this due rule counts have been reached."""
    return _reached(due, subject) or any(hours_reached(each, subject) for each in due.earliest)


def anchor_day(due: Due, subject: Subject, event_on: date | None = None) -> date:
    """Return the day from which a due rule counts; of several, that of the first that counts from one."""
    if due.earliest:
        return next((anchor_day(each, subject, event_on) for each in due.earliest if each.after), subject.today)
    user, today = subject.user, subject.today
    hired = user.hire_date or today
    match due.after:
        case "hire":
            return hired
        case "position":
            return user.position_start_date or subject.title_since or hired
        case "event":
            return event_on or today
        case _:
            return today


def _reached(due: Due, subject: Subject) -> bool:
    worked = subject.user.custom.get(due.field) if due.field is not None else None
    if due.hours is None or isinstance(worked, bool) or not isinstance(worked, int | float):
        return False
    return worked >= due.hours
