"""Counting days, and the day by which an assigned course is to be finished."""

from datetime import date, timedelta

from rosterproof_sim.domain.words.catalog import Due


def days_after(day: date, days: int) -> date:
    """Return the day so many days later; the calendar's last day where that is beyond it.

    >>> days_after(date(2026, 3, 2), 30)
    datetime.date(2026, 4, 1)
    >>> days_after(date(9999, 12, 31), 1)
    datetime.date(9999, 12, 31)
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def due_on(due: Due, *, hired: date | None, today: date) -> date:
    """Return the last day to finish; someone without a hire date counts from the day of assignment.

    >>> due_on(Due(days=7, after="hire"), hired=date(2026, 3, 9), today=date(2026, 3, 2))
    datetime.date(2026, 3, 16)
    """
    anchor = hired if due.after == "hire" and hired is not None else today
    return days_after(anchor, due.days)
