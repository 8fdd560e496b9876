"""People as the HRIS holds them, and what is written back about their training.

The field names are those of openapi/hris/core.yaml.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rosterproof_sim.domain.words.changes import ChangeKind, WorkerType

EmploymentStatus = Literal["pre_hire", "active", "on_leave", "terminated"]
TrainingResult = Literal["passed", "failed"]
ComplianceState = Literal["unknown", "compliant", "due", "overdue"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Employee:
    """One person as of a day. `last_day` is null until employment has ended."""

    employee_id: str
    employee_number: str
    given_name: str
    family_name: str | None
    email: str | None
    status: EmploymentStatus
    worker_type: WorkerType
    title: str | None
    department: str | None
    location: str | None
    manager_id: str | None
    hire_date: date
    last_day: date | None
    updated_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class JobStretch:
    """A stretch of days with one title, department, location and manager; `to` is null while it lasts."""

    from_: date
    to: date | None
    title: str | None
    department: str | None
    location: str | None
    manager_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Announcement:
    """An entry of the changes feed: a change that has come to show in the employee's record."""

    sequence: int
    kind: ChangeKind
    employee_id: str
    effective_on: date
    recorded_at: datetime
    changed_fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """A code of one of the HRIS's lists, and its name."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeLists:
    """The lists that employees refer to."""

    job_titles: tuple[Code, ...]
    departments: tuple[Code, ...]
    locations: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTrainingRecord:
    """A completion as the integration writes it back."""

    course: str
    completed_at: datetime
    score: float | None = None
    result: TrainingResult
    expires_on: date | None = None
    source_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingRecord:
    """A completion written back, as stored."""

    record_id: str
    employee_id: str
    course: str
    completed_at: datetime
    score: float | None
    result: TrainingResult
    expires_on: date | None
    source_id: str
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCompliance:
    """An overall compliance status as the integration writes it back."""

    status: ComplianceState
    as_of: datetime
    open_courses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compliance:
    """The overall compliance status last written back; `unknown` until one was."""

    employee_id: str
    status: ComplianceState
    as_of: datetime | None
    open_courses: tuple[str, ...]
