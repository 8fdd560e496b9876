"""What the LMS keeps of a learner: account, enrollments, certifications, completions, as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from rosterproof.oracle.catalog import Rule
from rosterproof.oracle.day import day_at
from rosterproof.oracle.due import Anchors

#: An enrollment in one of these is open.
LIVE = frozenset({"assigned", "in_progress", "failed"})
#: A certification in one of these is valid today.
VALID = frozenset({"active", "renewal_due"})

Source = Literal["rule", "recertification", "event", "manual"]
#: A course, and what of several it is for.
Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrollment:
    """One enrollment. `rules` are those that called for it, so that its due date can be worked out for another day."""

    course: str
    instance: str = ""
    source: Source
    rule_id: str | None
    rule_version: int | None = None
    status: str
    assigned_at: datetime
    due_on: date | None
    course_version: int = 1
    #: How many results it has, and which of their scores stands.
    attempts: int = 0
    score: float | None = None
    #: Whether it was still open when its due date was over.
    overdue: bool = False
    closed_at: datetime | None = None
    rules: tuple[Rule, ...] = ()
    anchors: Anchors | None = None
    #: What it requires is due on this day, so it is due no earlier.
    floor: date | None = None

    @property
    def live(self) -> bool:
        """Whether it is open."""
        return self.status in LIVE

    @property
    def key(self) -> Key:
        """What it is for."""
        return self.course, self.instance

    def due_if_assigned(self, on: date, hired: date | None) -> date | None:
        """The due date it would bear had it been made on another day."""
        if self.source != "rule" or self.anchors is None:
            return self.due_on
        anchors = replace(self.anchors, assigned=on, hired=hired)
        earliest = min(filter(None, (rule.due_on(anchors) for rule in self.rules)), default=None)
        return earliest if earliest is None or self.floor is None else max(earliest, self.floor)


@dataclass(frozen=True, kw_only=True, slots=True)
class Certification:
    """Proof of a pass. `expires_on` is the last valid day."""

    course: str
    instance: str = ""
    course_version: int = 1
    status: Literal["active", "renewal_due", "expired", "renewed", "revoked"]
    issued_on: date
    expires_on: date | None
    window_opens_on: date | None
    #: The place of the enrollment that earned it; none where nothing called for that pass.
    origin: int | None = None

    def suffices(self, on: date) -> bool:
        """Whether it spares its holder the course on this day."""
        return self.window_opens_on is None or on < self.window_opens_on

    def as_of(self, day: date) -> "Certification":
        """The same when this day has come."""
        if self.status in VALID and self.expires_on is not None and day > self.expires_on:
            return replace(self, status="expired")
        if self.status == "active" and not self.suffices(day):
            return replace(self, status="renewal_due")
        return self


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """An attempt that ended, passed or failed."""

    course: str
    instance: str = ""
    course_version: int = 1
    #: The so-many-th result of its enrollment, and the place of that; 0 and none where nothing called for it.
    attempt: int = 0
    place: int | None = None
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
    #: The groups it was put into.
    groups: set[str] = field(default_factory=set)
    #: What it is excused from.
    waived: set[Key] = field(default_factory=set)
    title_changed_on: date | None = None
    closed_on: date | None = None
    #: Days between the last closing and the reopening.
    absence: int | None = None
    away_since: date | None = None
    #: Its newest certification by key.
    newest: dict[Key, int] = field(default_factory=dict)
    #: Places of the open enrollments.
    open_places: list[int] = field(default_factory=list)

    @property
    def hired(self) -> date | None:
        """The hire date the LMS was told."""
        return self.day("hire_date")

    def day(self, name: str) -> date | None:
        """A date of the profile."""
        told = self.profile.get(name)
        return date.fromisoformat(told) if told else None

    @property
    def zone(self) -> str | None:
        """Where its days begin; UTC if null."""
        return self.profile.get("time_zone")

    def today(self, now: datetime) -> date:
        """The day it is where the learner works."""
        return day_at(now, self.zone)

    @property
    def custom(self) -> Mapping[str, Any]:
        """The custom fields."""
        return self.profile.get("custom") or {}

    def open_enrollments(self) -> Iterator[Enrollment]:
        """Open enrollments, oldest first."""
        return (self.enrollments[place] for place in self.open_places)

    def live_in(self, course: str, instance: str | None = None) -> Enrollment | None:
        """The oldest open enrollment in a course, of one instance or of any."""
        for place in self.open_places:
            each = self.enrollments[place]
            if each.course == course and instance in (None, each.instance):
                return each
        return None

    def passed_in(self, course: str) -> Enrollment | None:
        """The newest completed enrollment in a course."""
        done = (each for each in reversed(self.enrollments) if each.course == course and each.status == "completed")
        return next(done, None)

    def results_in(self, enrollment: Enrollment) -> list[Completion]:
        """The results of an enrollment, oldest first."""
        place = self.place_of(enrollment)
        return [each for each in self.completions if each.place == place]

    def place_of(self, enrollment: Enrollment) -> int:
        """Where an enrollment stands among all."""
        return next(place for place, each in enumerate(self.enrollments) if each is enrollment)

    def newest_certification(self, course: str, instance: str = "") -> Certification | None:
        """The last certification issued for a course."""
        place = self.newest.get((course, instance))
        return None if place is None else self.certifications[place]

    def live(self) -> Mapping[str, Enrollment]:
        """Course -> open enrollment."""
        return {e.course: e for e in self.open_enrollments()}

    def add(self, enrollment: Enrollment) -> None:
        """Keep a new enrollment."""
        self.open_places.append(len(self.enrollments))
        self.enrollments.append(enrollment)

    def swap(self, old: Enrollment, **fields: Any) -> None:
        """Change an enrollment, an open one or one that is retaken."""
        place = self.place_of(old)
        self.enrollments[place] = replace(old, **fields)
        if place in self.open_places and not self.enrollments[place].live:
            self.open_places.remove(place)

    def certify(self, certification: Certification, *, renews: bool) -> None:
        """Keep a new certification, which may renew the one before it."""
        key = certification.course, certification.instance
        before = self.newest.get(key)
        if before is not None and renews:
            self.certifications[before] = replace(self.certifications[before], status="renewed")
        self.newest[key] = len(self.certifications)
        self.certifications.append(certification)

    def earned_in(self, enrollment: Enrollment) -> int | None:
        """The place of the certification that an enrollment earned; none where its pass was worth none."""
        origin = self.place_of(enrollment)
        return next((place for place, each in enumerate(self.certifications) if each.origin == origin), None)

    def uncertify(self, place: int | None) -> None:
        """Revoke a certification; what counts then is the newest that was neither renewed nor revoked."""
        if place is None:
            return
        taken = replace(self.certifications[place], status="revoked")
        self.certifications[place] = taken
        key = taken.course, taken.instance
        left = [
            other
            for other, each in enumerate(self.certifications)
            if (each.course, each.instance) == key and each.status not in ("renewed", "revoked")
        ]
        if left:
            self.newest[key] = left[-1]
        else:
            self.newest.pop(key, None)

    @property
    def opened_at(self) -> datetime | None:
        """When it was opened last, as its log tells it."""
        return next((at for at, what in reversed(self.log) if what.startswith("account opened")), None)

    def note(self, now: datetime, what: str) -> None:
        """Take down what became of it."""
        self.log.append((now, what))

    def copy(self) -> "Account":
        """The account as it is now; later moves of the replay do not touch the copy."""
        return replace(
            self,
            profile=dict(self.profile),
            enrollments=list(self.enrollments),
            certifications=list(self.certifications),
            completions=list(self.completions),
            log=list(self.log),
            newest=dict(self.newest),
            open_places=list(self.open_places),
        )
