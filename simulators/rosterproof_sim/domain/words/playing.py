"""Learning from content: registrations, launches, and what the content said of how it went."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from rosterproof_sim.domain.words.content import ContentStandard

LaunchMode = Literal["Normal", "Browse", "Review"]
#: passed: every part is satisfied, and the enrollment passed by it. failed: the same, and the course wants more.
#: waived: the learner was excused from the course.
RegistrationState = Literal["open", "passed", "failed", "waived"]
LaunchState = Literal["launched", "initialized", "terminated", "abandoned"]
Success = Literal["passed", "failed"]
#: Who said something: the LMS itself, or the content.
Issuer = Literal["lms", "content"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How one part of the content stands in a registration. `score` counts to 100."""

    launch_id: str
    completed: bool = False
    success: Success | None = None
    score: float | None = None
    satisfied: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """Somebody learns from the content that the course had when this began."""

    registration_id: str
    enrollment_id: str
    user_id: str
    external_id: str
    course: str
    import_id: str
    standard: ContentStandard
    state: RegistrationState
    created_at: datetime
    standings: tuple[Standing, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Launch:
    """One session with one part of the content. `values` are what a SCO has set."""

    session_id: str
    registration_id: str
    launch_id: str
    #: The LMS's own name for the part, which is another than the publisher's.
    activity_id: str
    mode: LaunchMode
    state: LaunchState
    launched_at: datetime
    ended_at: datetime | None
    return_url: str | None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """Something that was said of a session; `statement` is the whole of it, as xAPI has it."""

    sequence: int
    statement_id: str
    registration_id: str
    session_id: str
    issuer: Issuer
    stored_at: datetime
    statement: Mapping[str, Any]
