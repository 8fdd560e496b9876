"""The learning side as the LMS holds it: users, sessions, enrollments, completions, certifications.

The field names are those of openapi/lms/core.yaml.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from rosterproof_sim.domain.words.catalog import CustomValue
from rosterproof_sim.domain.words.people import TrainingResult

EnrollmentSource = Literal["rule", "recertification", "event", "manual"]
EnrollmentStatus = Literal[
    "assigned", "in_progress", "failed", "completed", "withdrawn", "archived", "waived", "revoked"
]
CertificationStatus = Literal["active", "renewal_due", "expired", "renewed", "revoked"]
ProfileStatus = Literal["pre_hire", "active", "on_leave", "terminated"]
SessionEnd = Literal["sign_out", "deactivation"]
Action = Literal["start", "pass", "fail"]
OnRuleExit = Literal["keep", "withdraw_unstarted", "withdraw_all"]
RecertAnchor = Literal["completion", "expiry"]
OnOverlap = Literal["earliest", "priority"]
AssignBy = Literal["lms", "connector"]
LeaveMode = Literal["keep", "pause"]
OnLeaver = Literal["archive", "keep", "withdraw_unstarted", "withdraw_all"]
#: met: needs nothing today. open: may be started. waiting: what it requires is not met. not_enrolled: neither.
StepState = Literal["met", "open", "waiting", "not_enrolled"]

#: What a certification or an enrollment is for: a course, and the instance of it.
Key = tuple[str, str]

#: An enrollment that is still open.
LIVE: tuple[EnrollmentStatus, ...] = ("assigned", "in_progress", "failed")
#: A certification that still counts.
STANDING: tuple[CertificationStatus, ...] = ("active", "renewal_due")


@dataclass(frozen=True, kw_only=True, slots=True)
class LearningPolicy:
    """The choices a customer makes in the LMS's own settings."""

    on_rule_exit: OnRuleExit = "withdraw_unstarted"
    recert_anchor: RecertAnchor = "completion"
    #: Whether the rules enroll by themselves; where the connector does, they only say what is wanted.
    assign_by: AssignBy = "lms"
    #: Which of several rules decides when a course is due.
    on_overlap: OnOverlap = "earliest"
    #: Whether a leave moves the due dates of what is open by its length.
    leave_mode: LeaveMode = "keep"
    #: What becomes of open enrollments when an account is closed.
    on_leaver: OnLeaver = "archive"
    #: How many accounts may be open at once.
    licenses: int | None = None


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
    country: str | None = None
    worker_type: str | None = None
    position_start_date: date | None = None
    time_zone: str | None = None
    custom: Mapping[str, CustomValue] = field(default_factory=dict)
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
    #: The version of the course that is learned.
    course_version: int = 1
    #: What of several it is for, where a rule asks for a course once for each value of a field; else "".
    instance: str = ""
    source: EnrollmentSource
    rule_id: str | None
    rule_version: int | None = None
    reason: str
    status: EnrollmentStatus
    assigned_at: datetime
    due_on: date | None
    #: Whether it was still open when its due date was over.
    overdue: bool = False
    closed_at: datetime | None
    #: How many results were recorded in it, and which of their scores stands, by the course's score policy.
    attempts: int = 0
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """A learner passed or failed, in the n-th attempt; `expires_on` is the last day on which a pass is valid."""

    completion_id: str
    sequence: int
    user_id: str
    external_id: str
    course: str
    course_version: int = 1
    instance: str = ""
    enrollment_id: str
    attempt: int = 1
    completed_at: datetime
    score: float | None
    result: TrainingResult
    expires_on: date | None
    recorded_at: datetime
    #: What proves a training that was done elsewhere.
    reference: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Revocation:
    """A pass that counts no more, and why. The completion itself stays on record as it was."""

    sequence: int
    completion_id: str
    user_id: str
    external_id: str
    course: str
    reason: str
    revoked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Certification:
    """What a pass is worth, and until when. Renewal is open from `window_opens_on`."""

    certification_id: str
    user_id: str
    external_id: str
    course: str
    course_version: int = 1
    instance: str = ""
    completion_id: str
    status: CertificationStatus
    issued_on: date
    expires_on: date | None
    window_opens_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Attestation:
    """A policy that somebody acknowledged: which version of it, in which words, and when."""

    completion_id: str
    user_id: str
    external_id: str
    course: str
    course_version: int
    statement: str | None
    acknowledged_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PathStep:
    """A course of a path: done, open to be started, waiting for one before it, or not enrolled in."""

    course: str
    state: StepState
    enrollment_id: str | None
    due_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PathProgress:
    """How far somebody has come on a path, for one instance or for none."""

    path: str
    title: str
    instance: str
    ordered: bool
    completed: bool
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionResult:
    """What the LMS recorded when a learner acted."""

    user_id: str
    enrollment_id: str
    completion_id: str | None
    at: datetime
