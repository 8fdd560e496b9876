"""The rows of the LMS's reports. The field names are those of openapi/lms/core.yaml, and the columns of a CSV file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rosterproof_sim.domain.words.obligations import Clearance, Standing

Grouping = Literal["manager", "department", "location", "regulation", "course"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplianceRow:
    """People under one heading: how many of them were compliant, and how what was required of them stood."""

    key: str | None
    label: str
    people: int
    compliant: int
    not_compliant: int
    compliant_percent: float | None
    required: int
    certified: int
    renewal_due: int
    due: int
    waived: int
    on_leave: int
    overdue: int
    lapsed: int
    unassigned: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CourseStanding:
    """How one required course of a person stood, in short."""

    course: str
    title: str
    instance: str
    standing: Standing
    due_on: date | None
    completed_on: date | None
    expires_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """One person of a dashboard. `breaches` names what made the person not compliant."""

    user_id: str
    external_id: str
    given_name: str
    family_name: str | None
    job_title: str | None
    department: str | None
    location: str | None
    manager_external_id: str | None
    hire_date: date | None
    on: date
    compliant: bool
    required: int
    done: int
    open: int
    next_due_on: date | None
    breaches: tuple[str, ...]
    courses: tuple[CourseStanding, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ObligationRow:
    """One required course of a person, with the completion on which its standing rests, and the sentence of it."""

    course: str
    title: str
    regulation: str | None
    instance: str
    required_by: tuple[str, ...]
    standing: Standing
    compliant: bool
    due_on: date | None
    completion_id: str | None
    passed_course: str | None
    passed_version: int | None
    completed_at: datetime | None
    recorded_at: datetime | None
    result: str | None
    score: float | None
    reference: str | None
    certification_id: str | None
    issued_on: date | None
    expires_on: date | None
    clearance: Clearance | None
    supervised_until: date | None
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditStatement:
    """What can be said of one person and one day, as it was known at an instant. `unknown` is what cannot."""

    user_id: str
    external_id: str
    given_name: str
    family_name: str | None
    on: date
    known_at: datetime
    account_open: bool
    #: Why it was closed, where it was and somebody said so.
    closed_because: str | None
    job_title: str | None
    department: str | None
    location: str | None
    manager_external_id: str | None
    hire_date: date | None
    position_since: date
    position_told_at: datetime
    compliant: bool | None
    sentence: str
    obligations: tuple[ObligationRow, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditDay:
    """One day of a person, as it was known when it was over, and as it is known now; null where nothing could be."""

    on: date
    compliant_then: bool | None
    compliant_now: bool | None
    breaches_then: tuple[str, ...]
    breaches_now: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ForecastRow:
    """Certifications that stand today and whose last valid day is in a month."""

    month: str
    key: str | None
    label: str
    certifications: int
    people: int
    renewal_open: int
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseMonth:
    """Accounts over a month, in UTC: each open account takes a license."""

    month: str
    opened: int
    reopened: int
    closed: int
    in_use_at_end: int
    peak: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LicenseUse:
    """Licenses in use now, of so many (null: without a limit); `signed_in_90_days` are whose owner came lately."""

    as_of: datetime
    licenses: int | None
    in_use: int
    closed: int
    signed_in_90_days: int
    open_of_leavers: int
    months: tuple[LicenseMonth, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DepartmentRow:
    """What became of the enrollments of a department: the one that each person was in when enrolled."""

    department: str | None
    enrolled: int
    completed: int
    completed_on_time: int
    completed_late: int
    open: int
    overdue: int
    ended_otherwise: int
    completion_percent: float | None
    on_time_percent: float | None
    average_days: float | None
    average_score: float | None
    first_try_percent: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionRow:
    """People with open accounts on a first day, and how many of them still had one on the last."""

    group: Literal["completed", "not_completed"]
    people: int
    still_open: int
    retained_percent: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """Both groups are counted from the same day on, so that nobody counts as retained for having stayed to complete."""

    from_: date
    to: date
    courses: tuple[str, ...]
    difference_points: float | None
    rows: tuple[RetentionRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamRow:
    """The people who report to one manager. `strong`: among the quarter that keeps most of what is required."""

    manager_external_id: str
    manager: str
    people: int
    strong: bool
    kept_percent: float | None
    compliant_percent: float | None
    on_time_percent: float | None
    average_score: float | None
    development_percent: float | None
    manager_developed: bool
    average_tenure_days: float | None
    retained_percent: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PatternRow:
    """What strong teams share: an average over them, over the other teams, and how far these are apart."""

    measure: str
    strong_teams: float | None
    other_teams: float | None
    difference: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GateRow:
    """How many of those who meet a gate are cleared for the work behind it."""

    course: str
    title: str
    regulation: str | None
    people: int
    cleared: int
    supervised: int
    barred: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ClearanceRow:
    """One person at one gate."""

    user_id: str
    external_id: str
    given_name: str
    family_name: str | None
    job_title: str | None
    department: str | None
    location: str | None
    course: str
    instance: str
    clearance: Clearance
    supervised_until: date | None
    expires_on: date | None
    standing: Standing
