"""What the LMS keeps of a learner: account, enrollments, certifications, completions, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from rosterproof.oracle.catalog import Rule

#: An enrollment in one of these is open.
LIVE = frozenset({"assigned", "in_progress", "failed"})
#: A certification in one of these is valid today.
VALID = frozenset({"active", "renewal_due"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrollment:
    """One enrollment. `rules` are those that called for it, so that its due date can be worked out for another day."""

    course: str
    source: Literal["rule", "recertification", "manual"]
    rule_id: str | None
    status: str
    assigned_at: datetime
    due_on: date | None
    closed_at: datetime | None = None
    rules: tuple[Rule, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it is open."""
        return self.status in LIVE

    def due_if_assigned(self, on: date, hired: date | None) -> date | None:
        """The due date it would bear had it been made on another day."""
        if self.source != "rule":
            return self.due_on
        return min(rule.due(hired, on) for rule in self.rules)


@dataclass(frozen=True, kw_only=True, slots=True)
class Certification:
    """Proof of a pass. `expires_on` is the last valid day."""

    course: str
    status: Literal["active", "renewal_due", "expired", "renewed"]
    issued_on: date
    expires_on: date | None
    window_opens_on: date | None

    def suffices(self, on: date) -> bool:
        """Whether it spares its holder the course on this day."""
        return self.window_opens_on is None or on < self.window_opens_on


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """An attempt that ended, passed or failed."""

    course: str
    completed_at: datetime
    score: float | None
    result: Literal["passed", "failed"]
    expires_on: date | None


@dataclass(kw_only=True, slots=True)
class Account:
    """One LMS user with everything that belongs to it."""

    account_id: str
    profile: dict[str, Any]
    active: bool = True
    enrollments: list[Enrollment] = field(default_factory=list)
    certifications: list[Certification] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    #: What became of it and when, in words, for the oracle's lane of a timeline.
    log: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def hired(self) -> date | None:
        """The hire date the LMS was told."""
        told = self.profile.get("hire_date")
        return date.fromisoformat(told) if told else None

    def live_in(self, course: str) -> Enrollment | None:
        """The open enrollment in a course."""
        return next((e for e in self.enrollments if e.course == course and e.live), None)

    def newest_certification(self, course: str) -> Certification | None:
        """The last certification issued for a course."""
        return next((c for c in reversed(self.certifications) if c.course == course), None)

    def live(self) -> Mapping[str, Enrollment]:
        """Course -> open enrollment."""
        return {e.course: e for e in self.enrollments if e.live}

    def copy(self) -> "Account":
        """The account as it is now; later moves of the replay do not touch the copy."""
        return Account(
            account_id=self.account_id,
            profile=dict(self.profile),
            active=self.active,
            enrollments=list(self.enrollments),
            certifications=list(self.certifications),
            completions=list(self.completions),
            log=list(self.log),
        )
