"""Attempts at a course: how many there may be, and which of their scores stands."""

from collections.abc import Sequence

from rosterproof_sim.domain.words.catalog import Course, ScorePolicy


def standing_score(scores: Sequence[float | None], policy: ScorePolicy) -> float | None:
    """Return which score of an enrollment's attempts, in their order, stands; one without a score does not count.

    >>> [standing_score([60, None, 90, 85], each) for each in ("latest", "highest", "first")]
    [85, 90, 60]
    """
    given = [each for each in scores if each is not None]
    if not given:
        return None
    match policy:
        case "latest":
            return given[-1]
        case "highest":
            return max(given)
        case "first":
            return given[0]


def exhausted(course: Course, attempts: int) -> bool:
    """Tell whether an enrollment with so many attempts takes no more."""
    return course.max_attempts is not None and attempts >= course.max_attempts
