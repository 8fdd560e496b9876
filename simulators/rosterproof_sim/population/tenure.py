"""How long people of a trade have been there: few of those from long ago are left, and hiring has seasons."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

#: How far back the memory of a company goes.
YEARS = 18
#: Into how many equally likely ages a table divides people.
ENTRIES = 1024
#: HR has known of everybody for some days by the start.
_YOUNGEST = 3


@cache
def ages(turnover: float, season: tuple[float, ...], start: date) -> Sequence[int]:
    """Return the days since people were hired, from the newest on, each entry as likely as any other.

    Of those hired in a month as many are left as did not leave since. Only multiplication and addition are used, so
    that the table is the same on every machine.
    """
    kept = max(0.0, 1 - turnover / 12)
    months = list(_months(start))
    weights, left = [], 1.0
    for first, days in months:
        weights.append(left * season[first.month - 1] * days)
        left *= kept
    return _quantiles([(start - first).days for first, _ in months], [days for _, days in months], weights)


def _months(start: date) -> Sequence[tuple[date, int]]:
    """Return the months before the start, backward, as their first day and their length; the one under way is cut."""
    found = []
    end = start - timedelta(days=_YOUNGEST)
    for _ in range(YEARS * 12):
        first = end.replace(day=1)
        found.append((first, (end - first).days + 1))
        end = first - timedelta(days=1)
    return found


def _quantiles(oldest: Sequence[int], lengths: Sequence[int], weights: Sequence[float]) -> Sequence[int]:
    """Walk through the months with equal strides of weight; within a month every day is as likely."""
    stride = sum(weights) / ENTRIES
    found = []
    month, passed = 0, 0.0
    for entry in range(ENTRIES):
        wanted = (entry + 0.5) * stride
        while month < len(weights) - 1 and passed + weights[month] < wanted:
            passed += weights[month]
            month += 1
        inside = (wanted - passed) / weights[month]
        newest = oldest[month] - lengths[month] + 1
        found.append(newest + min(lengths[month] - 1, int(inside * lengths[month])))
    return tuple(found)
