"""What was required of somebody on a day, and how it stood then, as it was known at an instant.

Two times are told apart everywhere: the day asked about, and the instant up to which what was recorded counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from rosterproof_sim.domain.words.learning import Enrollment, User
from rosterproof_sim.domain.words.people import TrainingResult

#: certified: a certification was valid on the day. renewal_due: so it was, and renewal was open. due: not done, and
#: the due day was not over. waived: excused. on_leave: over its due day, in a leave that the policy pauses.
#: overdue: the due day was over. lapsed: what was held had expired. unassigned: rules asked for it without enrolling.
Standing = Literal["certified", "renewal_due", "due", "waived", "on_leave", "overdue", "lapsed", "unassigned"]
#: cleared: the course was met. supervised: only under supervision. barred: the gated work was not to be done.
Clearance = Literal["cleared", "supervised", "barred"]

STANDINGS: tuple[Standing, ...] = get_args(Standing)
#: With one of these somebody is not compliant.
BREACHES: frozenset[Standing] = frozenset({"overdue", "lapsed", "unassigned"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A certification with the pass that it rests on."""

    course: str
    instance: str
    certification_id: str
    issued_on: date
    expires_on: date | None
    window_opens_on: date | None
    completion_id: str
    #: The course that was passed: the short one where that renewed.
    passed_course: str
    passed_version: int
    completed_at: datetime
    recorded_at: datetime
    score: float | None
    result: TrainingResult
    #: What proves training that was done elsewhere.
    reference: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """What somebody's profile was on a day: `since` when it is known to hold, and when the LMS was told."""

    user: User
    since: date
    told_at: datetime
    #: The day on which the LMS last saw the job title change; null where it never did.
    title_since: date | None = None
    absence_days: int | None = None
    leave_since: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligation:
    """One required course. `basis` is the certification on which the standing rests, `enrollment` what was open."""

    course: str
    instance: str
    standing: Standing
    compliant: bool
    #: Why it was required: each rule with its version, or how somebody was enrolled.
    required_by: tuple[str, ...]
    due_on: date | None
    basis: Held | None
    enrollment: Enrollment | None
    #: Null where no gate depends on the course.
    clearance: Clearance | None = None
    supervised_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Somebody on a day, with all that was required. `compliant` is null where nothing could be: no open account."""

    day: date
    position: Position
    obligations: tuple[Obligation, ...]
    compliant: bool | None
