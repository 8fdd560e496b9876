"""How long a pass counts: its last valid day, and the day from which it may be renewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rosterproof.oracle.day import later, month_end, next_yearly, yearly


@dataclass(frozen=True, slots=True)
class Term:
    """Last valid day and the day on which renewal opens; both null for ever."""

    expires_on: date | None = None
    opens_on: date | None = None


def term(validity: Mapping[str, Any] | None, window_days: int, *, passed: date, stands_until: date | None) -> Term:
    """What a pass on a day is worth. `stands_until` is the last valid day of a certification that it renews in time.

    `validity["basis"]` must have been decided by now.
    """
    if validity is None:
        return Term()
    if "yearly_by" in validity:
        due = next_yearly(passed, validity["yearly_by"])
        return Term(yearly(due.year + 1, validity["yearly_by"]), due + timedelta(days=1))
    last = _last_valid(validity, passed, stands_until)
    return Term(last, last - timedelta(days=window_days) if window_days else last + timedelta(days=1))


def _last_valid(validity: Mapping[str, Any], passed: date, stands_until: date | None) -> date:
    if validity["basis"] == "fixed":
        return _in_series(validity, passed)
    start = stands_until if validity["basis"] == "expiry" and stands_until is not None else passed
    return _through(validity, _steps(validity, start, 1))


def _in_series(validity: Mapping[str, Any], passed: date) -> date:
    first = date.fromisoformat(validity["from"])
    enough = max(passed + timedelta(days=1), passed + timedelta(days=validity.get("minimum_days", 0)))
    count = 0
    while _through(validity, _steps(validity, first, count)) < enough:
        count += 1
    return _through(validity, _steps(validity, first, count))


def _steps(validity: Mapping[str, Any], start: date, count: int) -> date:
    return later(start, days=count * validity.get("days", 0), months=count * validity.get("months", 0))


def _through(validity: Mapping[str, Any], day: date) -> date:
    return month_end(day) if validity.get("through") == "month_end" else day
