"""Shares and averages as reports show them: to one decimal, and none where there is nothing to count."""

from collections.abc import Iterable
from statistics import fmean


def percent(part: int, whole: int) -> float | None:
    """Return a share in percent; of nothing there is none."""
    return round(100 * part / whole, 1) if whole else None


def average(values: Iterable[float | None]) -> float | None:
    """Return the average of what is known."""
    known = [each for each in values if each is not None]
    return round(fmean(known), 1) if known else None


def rounded(value: float | None) -> float | None:
    """Return a figure to one decimal."""
    return None if value is None else round(float(value), 1)


def difference(one: float | None, other: float | None) -> float | None:
    """Return how far two figures are apart, where both are known."""
    return None if one is None or other is None else round(one - other, 1)
