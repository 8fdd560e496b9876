"""The learning side as the LMS holds it: users, sessions, enrollments, completions, certifications.

The field names are those of openapi/lms/core.yaml.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rosterproof_sim.domain.words.people import TrainingResult

EnrollmentSource = Literal["rule", "recertification", "manual"]
EnrollmentStatus = Literal["assigned", "in_progress", "failed", "completed", "withdrawn", "archived"]
CertificationStatus = Literal["active", "renewal_due", "expired", "renewed"]
ProfileStatus = Literal["active", "on_leave", "terminated"]
SessionEnd = Literal["sign_out", "deactivation"]
Action = Literal["start", "pass", "fail"]
OnRuleExit = Literal["keep", "withdraw_unstarted", "withdraw_all"]
RecertAnchor = Literal["completion", "expiry"]

#: An enrollment that is still open.
LIVE: tuple[EnrollmentStatus, ...] = ("assigned", "in_progress", "failed")
#: A certification that still counts.
STANDING: tuple[CertificationStatus, ...] = ("active", "renewal_due")


@dataclass(frozen=True, kw_only=True, slots=True)
class LearningPolicy:
    """The choices a customer makes in the LMS's own settings."""

    on_rule_exit: OnRuleExit = "withdraw_unstarted"
    recert_anchor: RecertAnchor = "completion"


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """An account and its profile. Only `active` opens and closes it."""

    user_id: str
    external_id: str
    username: str
    given_name: str
    family_name: str | None
    email: str | None
    job_title: str | None
    department: str | None
    location: str | None
    manager_external_id: str | None
    hire_date: date | None
    employment_status: ProfileStatus | None
    active: bool
    created_at: datetime
    updated_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A learner's visit."""

    session_id: str
    user_id: str
    opened_at: datetime
    ended_at: datetime | None
    ended_by: SessionEnd | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrollment:
    """A person on a course, with the reason and the last day to finish."""

    enrollment_id: str
    user_id: str
    external_id: str
    course: str
    source: EnrollmentSource
    rule_id: str | None
    reason: str
    status: EnrollmentStatus
    assigned_at: datetime
    due_on: date | None
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """A learner passed or failed; `expires_on` is the last day on which a pass is valid."""

    completion_id: str
    sequence: int
    user_id: str
    external_id: str
    course: str
    enrollment_id: str
    completed_at: datetime
    score: float | None
    result: TrainingResult
    expires_on: date | None
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Certification:
    """What a pass is worth, and until when. Renewal is open from `window_opens_on`."""

    certification_id: str
    user_id: str
    external_id: str
    course: str
    completion_id: str
    status: CertificationStatus
    issued_on: date
    expires_on: date | None
    window_opens_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionResult:
    """What the LMS recorded when a learner acted."""

    user_id: str
    enrollment_id: str
    completion_id: str | None
    at: datetime
