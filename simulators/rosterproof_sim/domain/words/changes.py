"""What can happen to a worker: the closed set of HR changes.

Everything else in the HRIS is a consequence of these. The control plane turns a request into one of them, the log
keeps it with its two times, and the current record of a person is the fold of what the log holds.

A *fact* says what became of somebody from a day on. A *correction* says that something logged earlier was otherwise:
it names what it corrects by its day, and both stay in the log.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import ClassVar, Final, Literal

from rosterproof_sim.domain.words.custom import CustomValues

ChangeKind = Literal[
    "hired",
    "rehired",
    "promoted",
    "demoted",
    "transferred",
    "converted",
    "renamed",
    "email_changed",
    "custom_fields_changed",
    "job_added",
    "job_ended",
    "primary_job_switched",
    "leave_started",
    "returned",
    "terminated",
    "start_moved",
    "hire_rescinded",
    "termination_rescinded",
    "voided",
]
WorkerType = Literal["employee", "contractor"]
#: The legal entity of people of whom nothing else is said.
MAIN_ENTITY: Final = "MAIN"


class Unchanged(Enum):
    """The value of a field that a change leaves alone; null is a value of its own."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, kw_only=True, slots=True)
class Hired:
    """`effective_on` is the first day of work. Without an `employee_id` or a number the HRIS gives one.

    Somebody new, also where the company knew them before under another id: email and national id may be those of a
    former employee. `sparse`: until the first day the record shows names and dates only.
    """

    kind: ClassVar[Literal["hired"]] = "hired"
    employee_id: str | None = None
    employee_number: str | None = None
    given_name: str
    family_name: str | None = None
    email: str | None = None
    national_id: str | None = None
    title: str | None = None
    department: str | None = None
    location: str | None = None
    manager_id: str | None = None
    legal_entity: str | None = MAIN_ENTITY
    worker_type: WorkerType = "employee"
    sparse: bool = False
    custom: CustomValues = field(default_factory=dict)
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehired:
    """A new employment of somebody who left, on the same id; `effective_on` is its first day. Nothing is carried over.

    Without a `job_id` the HRIS gives the next one.
    """

    kind: ClassVar[Literal["rehired"]] = "rehired"
    employee_id: str
    job_id: int | None = None
    title: str | None = None
    department: str | None = None
    location: str | None = None
    manager_id: str | None = None
    legal_entity: str | None = MAIN_ENTITY
    worker_type: WorkerType = "employee"
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Promoted:
    """A new title; everything else stays. Without a `job_id` it is that of the primary job."""

    kind: ClassVar[Literal["promoted"]] = "promoted"
    employee_id: str
    job_id: int | None = None
    title: str | None
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Demoted:
    """A lower title; everything else stays. Without a `job_id` it is that of the primary job."""

    kind: ClassVar[Literal["demoted"]] = "demoted"
    employee_id: str
    job_id: int | None = None
    title: str | None
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Transferred:
    """A new place in the organization: any of department, location, manager and legal entity.

    The country is that of the location. Without a `job_id` it is the primary job that moves.
    """

    kind: ClassVar[Literal["transferred"]] = "transferred"
    employee_id: str
    job_id: int | None = None
    department: str | Unchanged | None = UNCHANGED
    location: str | Unchanged | None = UNCHANGED
    manager_id: str | Unchanged | None = UNCHANGED
    legal_entity: str | Unchanged | None = UNCHANGED
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Converted:
    """A contractor becomes an employee, or the other way round."""

    kind: ClassVar[Literal["converted"]] = "converted"
    employee_id: str
    worker_type: WorkerType
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Renamed:
    """A new name, both parts of it."""

    kind: ClassVar[Literal["renamed"]] = "renamed"
    employee_id: str
    given_name: str
    family_name: str | None
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailChanged:
    """A new address, or none."""

    kind: ClassVar[Literal["email_changed"]] = "email_changed"
    employee_id: str
    email: str | None
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomFieldsChanged:
    """New values of some custom fields; null takes one away. The others stay."""

    kind: ClassVar[Literal["custom_fields_changed"]] = "custom_fields_changed"
    employee_id: str
    custom: CustomValues
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class JobAdded:
    """One more job at the same time; the primary one stays what it is. Without a `job_id` the HRIS gives the next."""

    kind: ClassVar[Literal["job_added"]] = "job_added"
    employee_id: str
    job_id: int | None = None
    title: str | None = None
    department: str | None = None
    location: str | None = None
    manager_id: str | None = None
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class JobEnded:
    """One of several jobs ends; `effective_on` is its last day. Of those that go on, the oldest becomes primary."""

    kind: ClassVar[Literal["job_ended"]] = "job_ended"
    employee_id: str
    job_id: int
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PrimaryJobSwitched:
    """Another of several jobs is the primary one."""

    kind: ClassVar[Literal["primary_job_switched"]] = "primary_job_switched"
    employee_id: str
    job_id: int
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveStarted:
    """Away, and still employed; `effective_on` is the first day away. Only `returned` ends it, whatever is expected."""

    kind: ClassVar[Literal["leave_started"]] = "leave_started"
    employee_id: str
    expected_return: date | None = None
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """Back from leave; `effective_on` is the first day back."""

    kind: ClassVar[Literal["returned"]] = "returned"
    employee_id: str
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Terminated:
    """`effective_on` is the last day worked. `immediate`: not through the end of that day."""

    kind: ClassVar[Literal["terminated"]] = "terminated"
    employee_id: str
    effective_on: date
    immediate: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StartMoved:
    """The latest hire or rehire begins on another day: `effective_on`."""

    kind: ClassVar[Literal["start_moved"]] = "start_moved"
    employee_id: str
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class HireRescinded:
    """The latest hire or rehire, whose first day is `effective_on`, never comes about; a no-show is one too."""

    kind: ClassVar[Literal["hire_rescinded"]] = "hire_rescinded"
    employee_id: str
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class TerminationRescinded:
    """The termination whose last day is `effective_on` is withdrawn, before or after it took effect."""

    kind: ClassVar[Literal["termination_rescinded"]] = "termination_rescinded"
    employee_id: str
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Voided:
    """The change logged under `voids`, effective on `effective_on`, counts no more; it may be a correction itself."""

    kind: ClassVar[Literal["voided"]] = "voided"
    employee_id: str
    voids: int
    effective_on: date


#: About one of the jobs.
JobFact = Promoted | Demoted | Transferred | JobAdded | JobEnded | PrimaryJobSwitched
#: About the person.
PersonFact = Renamed | EmailChanged | CustomFieldsChanged
#: About belonging to the company.
EmploymentFact = Hired | Rehired | Converted | LeaveStarted | Returned | Terminated
Fact = EmploymentFact | JobFact | PersonFact
Correction = StartMoved | HireRescinded | TerminationRescinded | Voided
Change = Fact | Correction


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedChange:
    """A change as the log holds it: effective on one day, known since an instant."""

    sequence: int
    recorded_at: datetime
    change: Change
