"""What there is to learn, and who must: courses, and the rules that assign them.

A rule speaks the LMS's own words (department names, not HRIS codes); translating is the integration's work.
"""

from dataclasses import dataclass
from typing import Literal

DueAfter = Literal["hire", "assignment"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """`validity_days` is null where a pass does not expire."""

    code: str
    title: str
    validity_days: int | None = None
    window_days: int = 0
    pass_score: float = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """A user is meant who matches every list that is not empty."""

    job_titles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """So many days after the anchor."""

    days: int
    after: DueAfter


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Who must take a course, and by when."""

    rule_id: str
    version: int = 1
    course: str
    audience: Audience
    due: Due


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """Every course and every rule, in the order in which they count."""

    courses: tuple[Course, ...] = ()
    rules: tuple[Rule, ...] = ()
