"""A working life in the making: what one fact after another makes of a person, and what it cannot make.

A fact to which there is an objection is passed over: a promotion is without ground once a termination recorded later
came in between.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, assert_never

from rosterproof_sim.domain.rules.custom_value import changed_values
from rosterproof_sim.domain.rules.local_day import Places
from rosterproof_sim.domain.rules.objection import objection
from rosterproof_sim.domain.rules.standing import Standing
from rosterproof_sim.domain.words.changes import (
    UNCHANGED,
    Converted,
    CustomFieldsChanged,
    Demoted,
    EmailChanged,
    EmploymentFact,
    Hired,
    JobAdded,
    JobEnded,
    JobFact,
    LeaveStarted,
    PersonFact,
    PrimaryJobSwitched,
    Promoted,
    Rehired,
    Renamed,
    Returned,
    Terminated,
    Transferred,
)
from rosterproof_sim.domain.words.people import Employee, Employment, EmploymentStatus, Job, Leave

#: What a job consists of, and what of it can be moved.
PARTS = ("title", "department", "location", "manager_id")
_MOVABLE = ("department", "location", "manager_id")
_PERSONAL = ("employee_id", "employee_number", "given_name", "family_name", "email", "national_id", "custom")
#: The job that somebody is hired for.
FIRST_JOB = 1


class Life:
    """One person, from the hire on. `live` moves it forward by one fact."""

    __slots__ = ("discarded", "employments", "first_day", "jobs", "latest_day", "leave", "person", "primary", "sparse")

    def __init__(self, hire: Standing) -> None:
        change = hire.change
        if not isinstance(change, Hired):
            raise TypeError(f"a life begins with a hire, not with {change.kind}")
        self.person: dict[str, Any] = {name: getattr(change, name) for name in _PERSONAL}
        self.discarded = hire.discarded
        self.sparse = change.sparse
        self.first_day = self.latest_day = hire.day
        self.jobs: dict[int, Job] = {}
        self.primary = self._job(FIRST_JOB, hire.day, change)
        self.leave: Leave | None = None
        self.employments = [_employment(hire.day, change)]
        if not hire.discarded:
            self.jobs[FIRST_JOB] = self.primary

    @property
    def employed(self) -> bool:
        """Whether the person belongs to the company, or will from the first day on."""
        return not self.discarded and self.employments[-1].to is None

    def live(self, fact: Standing) -> bool:
        """Take in a fact; returns whether there was ground for it."""
        change = fact.change
        if objection(self, change) is not None:
            return False
        if isinstance(change, JobFact):
            self._work(change, fact.day)
        elif isinstance(change, PersonFact):
            self._be_called(change)
        else:
            self._belong(change, fact.day)
        return True

    @property
    def next_job(self) -> int:
        """The first job number that this life has not seen by now."""
        return max(self.jobs, default=self.primary.job_id) + 1

    def status(self, *, started: bool) -> EmploymentStatus:
        """Return what the person is to the company."""
        if self.discarded:
            return "discarded"
        if not started:
            return "pre_hire"
        if self.employments[-1].to is not None:
            return "terminated"
        return "active" if self.leave is None else "on_leave"

    def record(self, places: Places, *, started: bool, updated_at: datetime, version: int) -> Employee:
        """Write it down as the HRIS shows it."""
        job, employment = self.primary, self.employments[-1]
        place = places.get(job.location) if job.location is not None else None
        whole = Employee(
            **self.person,
            status=self.status(started=started),
            worker_type=employment.worker_type,
            legal_entity=employment.legal_entity,
            title=job.title,
            department=job.department,
            location=job.location,
            country=None if place is None else place.country,
            time_zone=None if place is None else place.time_zone,
            manager_id=job.manager_id,
            original_hire_date=self.first_day,
            hire_date=self.latest_day,
            last_day=employment.to,
            leave=self.leave,
            jobs=tuple(self.jobs.values()),
            employments=() if self.discarded else tuple(self.employments),
            updated_at=updated_at,
            version=version,
        )
        return _only_names(whole) if self.sparse and not started else whole

    def _work(self, change: JobFact, day: date) -> None:
        match change:
            case Promoted() | Demoted():
                self._alter(change.job_id, title=change.title)
            case Transferred():
                moved = {name: getattr(change, name) for name in _MOVABLE}
                self._alter(change.job_id, **{name: to for name, to in moved.items() if to is not UNCHANGED})
                if change.legal_entity is not UNCHANGED:
                    self._re_employ(legal_entity=change.legal_entity)
            case JobAdded():
                job = self._job(change.job_id or self.next_job, day, change, primary=False)
                self.jobs[job.job_id] = job
            case JobEnded():
                del self.jobs[change.job_id]
                if change.job_id == self.primary.job_id:
                    self._put_first(next(iter(self.jobs)))
            case PrimaryJobSwitched():
                self._put_first(change.job_id)
            case _:
                assert_never(change)

    def _be_called(self, change: PersonFact) -> None:
        match change:
            case Renamed():
                self.person.update(given_name=change.given_name, family_name=change.family_name)
            case EmailChanged():
                self.person["email"] = change.email
            case CustomFieldsChanged():
                self.person["custom"] = changed_values(self.person["custom"], change.custom)
            case _:
                assert_never(change)

    def _belong(self, change: EmploymentFact, day: date) -> None:
        match change:
            case Hired():
                pass  # the life began with it
            case Rehired():
                self._begin_again(change, day)
            case Converted():
                self._re_employ(worker_type=change.worker_type)
            case LeaveStarted():
                self.leave = Leave(from_=day, expected_return=change.expected_return)
            case Returned():
                self.leave = None
            case Terminated():
                self._re_employ(to=change.effective_on)
                self.jobs, self.leave = {}, None
            case _:
                assert_never(change)

    def _job(self, job_id: int, day: date, place: Hired | Rehired | JobAdded, *, primary: bool = True) -> Job:
        return Job(
            job_id=job_id,
            primary=primary,
            from_=day,
            title=place.title,
            department=place.department,
            location=place.location,
            manager_id=place.manager_id,
        )

    def _alter(self, job_id: int | None, **parts: Any) -> None:
        job = replace(self.jobs[job_id or self.primary.job_id], **parts)
        self.jobs[job.job_id] = job
        if job.primary:
            self.primary = job

    def _put_first(self, job_id: int) -> None:
        self.jobs = {each: replace(job, primary=each == job_id) for each, job in self.jobs.items()}
        self.primary = self.jobs[job_id]

    def _re_employ(self, **parts: Any) -> None:
        self.employments[-1] = replace(self.employments[-1], **parts)

    def _begin_again(self, change: Rehired, day: date) -> None:
        self.primary = self._job(change.job_id or self.next_job, day, change)
        self.jobs = {self.primary.job_id: self.primary}
        self.employments = [*([] if self.discarded else self.employments), _employment(day, change)]
        self.first_day = day if self.discarded else self.first_day
        self.latest_day, self.discarded = day, False


def _employment(day: date, change: Hired | Rehired) -> Employment:
    return Employment(from_=day, to=None, worker_type=change.worker_type, legal_entity=change.legal_entity)


def _only_names(whole: Employee) -> Employee:
    """Show a hire of whom no more is told before the first day."""
    unsaid: dict[str, Any] = dict.fromkeys(
        ("email", "national_id", "title", "department", "location", "country", "time_zone", "manager_id")
    )
    return replace(whole, **unsaid, jobs=(), custom={})
