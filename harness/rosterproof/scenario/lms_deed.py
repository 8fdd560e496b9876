"""The verbs of a story that happen in the LMS: what learners and its administrators do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rosterproof.scenario.absent import ABSENT, Absent, Code


@dataclass(frozen=True, kw_only=True, slots=True)
class Enroll:
    """An administrator of the LMS enrolls someone by hand."""

    who: str
    course: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRule:
    """An administrator of the LMS puts an assignment rule in force in a new version; what is left out stays."""

    rule: str
    course: str | Absent = ABSENT
    audience: Mapping[str, Any] | Absent = ABSENT
    exclude: Mapping[str, Any] | Absent | None = ABSENT
    due: Mapping[str, Any] | Absent = ABSENT
    active: bool | Absent = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldClass:
    """An administrator of the LMS announces a class and books people on it, first come first served."""

    course: str
    seats: int
    on: date
    who: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EditAccount:
    """An administrator of the LMS changes a profile by hand."""

    who: str
    given_name: Code = ABSENT
    family_name: Code = ABSENT
    email: Code = ABSENT
    job_title: Code = ABSENT
    department: Code = ABSENT
    location: Code = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordTraining:
    """An administrator of the LMS records a training that was done elsewhere; it becomes known only now."""

    who: str
    course: str
    completed: datetime
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """An administrator of the LMS credits everyone in a department with a training done elsewhere."""

    department: str
    course: str
    completed: datetime
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Revoke:
    """An administrator of the LMS takes back the last pass of a course, which should never have been recorded."""

    who: str
    course: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """A learner opens a course."""

    who: str
    course: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """A learner passes a course."""

    who: str
    course: str
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fail:
    """A learner fails a course."""

    who: str
    course: str
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIn:
    """A learner signs in to the LMS and stays signed in."""

    who: str


#: What happens in the LMS.
LmsDeed = (
    Enroll | ChangeRule | HoldClass | EditAccount | RecordTraining | Credit | Revoke | Start | Pass | Fail | SignIn
)
