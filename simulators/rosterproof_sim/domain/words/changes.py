"""What can happen to a worker: the closed set of HR changes.

Everything else in the HRIS is a consequence of these. The control plane turns a request into one of them, the log
keeps it with its two times, and the current record of a person is the fold of what the log holds.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import ClassVar, Final, Literal

ChangeKind = Literal["hired", "promoted", "transferred", "renamed", "email_changed", "terminated"]
WorkerType = Literal["employee", "contractor"]


class Unchanged(Enum):
    """The value of a field that a change leaves alone; null is a value of its own."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True, kw_only=True, slots=True)
class Hired:
    """`effective_on` is the first day of work. Without an `employee_id` or a number the HRIS gives one."""

    kind: ClassVar[Literal["hired"]] = "hired"
    employee_id: str | None = None
    employee_number: str | None = None
    given_name: str
    family_name: str | None = None
    email: str | None = None
    title: str | None = None
    department: str | None = None
    location: str | None = None
    manager_id: str | None = None
    worker_type: WorkerType = "employee"
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Promoted:
    """A new title; everything else stays."""

    kind: ClassVar[Literal["promoted"]] = "promoted"
    employee_id: str
    title: str
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Transferred:
    """A new place in the organization: any of department, location and manager."""

    kind: ClassVar[Literal["transferred"]] = "transferred"
    employee_id: str
    department: str | Unchanged | None = UNCHANGED
    location: str | Unchanged | None = UNCHANGED
    manager_id: str | Unchanged | None = UNCHANGED
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
class Terminated:
    """`effective_on` is the last day worked. `immediate`: not through the end of that day."""

    kind: ClassVar[Literal["terminated"]] = "terminated"
    employee_id: str
    effective_on: date
    immediate: bool = False


Change = Hired | Promoted | Transferred | Renamed | EmailChanged | Terminated


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedChange:
    """A change as the log holds it: effective on one day, known since an instant."""

    sequence: int
    recorded_at: datetime
    change: Change
