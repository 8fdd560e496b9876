"""What there is to learn, and who must: courses, paths, and the rules that assign them.

A rule speaks the LMS's own words (department names, not HRIS codes); translating is the integration's work. What the
words mean is told once, in scenarios/catalogs/README.md, for whoever computes with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

CourseKind = Literal["online", "classroom", "scorm_1.2", "scorm_2004", "xapi", "cmi5", "attestation", "external"]
DueAfter = Literal["hire", "assignment", "position", "event"]
Basis = Literal["completion", "expiry", "fixed"]
Through = Literal["day", "month_end"]
#: Which of an enrollment's scores stands on it.
ScorePolicy = Literal["latest", "highest", "first"]
#: A value of a custom field, type and all.
CustomValue = str | int | float | bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Validity:
    """How long a pass counts: so many days or months, or until the end of the next year that ends on MM-DD."""

    days: int | None = None
    months: int | None = None
    through: Through = "day"
    #: Null: as the policy's recert_anchor says.
    basis: Basis | None = None
    #: The first day of a fixed series.
    from_: date | None = None
    minimum_days: int = 0
    yearly_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """`validity` is null where a pass does not expire, and `max_attempts` where there is no limit."""

    code: str
    title: str
    version: int = 1
    kind: CourseKind = "online"
    hours: float | None = None
    regulation: str | None = None
    validity: Validity | None = None
    window_days: int = 0
    grace_days: int = 0
    pass_score: float = 0
    max_attempts: int | None = None
    score_policy: ScorePolicy = "latest"
    #: Whether who passed may try again for a better score.
    retakes: bool = False
    #: What somebody declares by passing an attestation.
    statement: str | None = None
    accepts: tuple[str, ...] = ()
    renews: str | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CourseVersion:
    """A course as it was published, and when; null for what the world was made with."""

    version: int
    published_at: datetime | None
    retake_within_days: int | None
    course: Course


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """Courses that belong together; in an ordered one each requires the one before it."""

    path: str
    title: str
    courses: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A number of days, from `at_least` to below `below`; null is no bound."""

    at_least: int | None = None
    below: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """A user is meant who fulfills every condition that is not empty."""

    job_titles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    worker_types: tuple[str, ...] = ()
    custom: Mapping[str, tuple[CustomValue, ...]] = field(default_factory=dict)
    tenure_days: Span | None = None
    absence_days: Span | None = None
    manager_of: "Audience | None" = None
    groups: tuple[str, ...] = ()
    any_: tuple["Audience", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """The last day to finish, in one of five forms: after an anchor, on a day, yearly, by hours, or the earliest."""

    days: int | None = None
    months: int | None = None
    after: DueAfter | None = None
    on: date | None = None
    yearly_by: str | None = None
    hours: float | None = None
    #: The custom field in which the LMS is told the hours worked.
    field: str | None = None
    earliest: tuple["Due", ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """Nobody may do the work before the course is met, but for so many days under supervision."""

    supervised_days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Who must take a course, or every course of a path, and by when."""

    rule_id: str
    version: int = 1
    course: str | None = None
    path: str | None = None
    audience: Audience
    exclude: Audience | None = None
    due: Due
    priority: int = 0
    per: str | None = None
    on_event: str | None = None
    minimum_holders: int | None = None
    gate: Gate | None = None
    active: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """People who belong together: those its audience means, and those who were put into it."""

    group: str
    title: str
    audience: Audience | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """Everything there is to learn, and every rule, in the order in which they count."""

    courses: tuple[Course, ...] = ()
    paths: tuple[Path, ...] = ()
    rules: tuple[Rule, ...] = ()
    groups: tuple[Group, ...] = ()
