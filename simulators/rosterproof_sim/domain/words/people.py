"""People as the HRIS holds them, and what is written back about their training.

The field names are those of openapi/hris/core.yaml.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from rosterproof_sim.domain.words.changes import ChangeKind, WorkerType
from rosterproof_sim.domain.words.custom import CustomValues

#: discarded: hired, and the hire rescinded; never employed.
EmploymentStatus = Literal["pre_hire", "active", "on_leave", "terminated", "discarded"]
CodeList = Literal["job_titles", "departments", "locations", "legal_entities"]
TrainingResult = Literal["passed", "failed"]
#: What a training record says: revoked, where the LMS has taken a pass back.
RecordResult = TrainingResult | Literal["revoked"]
ComplianceState = Literal["unknown", "compliant", "due", "overdue"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One of the jobs that somebody holds at the same time, as it is now; `from_` is its first day."""

    job_id: int
    primary: bool
    from_: date
    title: str | None
    department: str | None
    location: str | None
    manager_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Employment:
    """A time of belonging to the company; `to` is the last day worked, null while it lasts."""

    from_: date
    to: date | None
    worker_type: WorkerType
    legal_entity: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """A time away; `expected_return` is what was said when it began."""

    from_: date
    expected_return: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Employee:
    """One person as of a day.

    Title, department, location and manager are those of the primary job, of a leaver those of the last one; country
    and time zone are those of the location. `last_day` is null until employment has ended; `hire_date` is the first
    day of the latest employment.
    """

    employee_id: str
    employee_number: str
    given_name: str
    family_name: str | None
    email: str | None
    national_id: str | None
    status: EmploymentStatus
    worker_type: WorkerType
    legal_entity: str | None
    title: str | None
    department: str | None
    location: str | None
    country: str | None
    time_zone: str | None
    manager_id: str | None
    original_hire_date: date
    hire_date: date
    last_day: date | None
    leave: Leave | None
    jobs: tuple[Job, ...]
    employments: tuple[Employment, ...]
    custom: CustomValues
    updated_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class JobStretch:
    """A stretch of days of one job with one title, department, location and manager; `to` is null while it lasts."""

    job_id: int
    primary: bool
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
    """A code of one of the HRIS's lists, its name, and the first and last day on which it is meant to be used."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Location(Code):
    """A place of work: its country (ISO 3166), and its IANA time zone, by which the days of its people begin."""

    country: str
    time_zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeLists:
    """The lists that employees refer to."""

    job_titles: tuple[Code, ...]
    departments: tuple[Code, ...]
    locations: tuple[Location, ...]
    legal_entities: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewTrainingRecord:
    """A completion as the integration writes it back."""

    course: str
    completed_at: datetime
    score: float | None = None
    result: RecordResult
    expires_on: date | None = None
    source_id: str
    #: The record that this one takes the place of, and why.
    corrects: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingRecord:
    """A completion written back, as stored."""

    record_id: str
    employee_id: str
    course: str
    completed_at: datetime
    score: float | None
    result: RecordResult
    expires_on: date | None
    source_id: str
    recorded_at: datetime
    corrects: str | None = None
    reason: str | None = None


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
