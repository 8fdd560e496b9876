"""Why a life does not allow a fact.

It serves twice: what is recorded against a life is refused with the reason, and what a later correction has left
without ground is passed over when the log is folded.
"""

from collections.abc import Mapping
from typing import Protocol

from rosterproof_sim.domain.words.changes import (
    Converted,
    EmploymentFact,
    Fact,
    Hired,
    JobAdded,
    JobEnded,
    JobFact,
    LeaveStarted,
    PersonFact,
    PrimaryJobSwitched,
    Rehired,
    Returned,
)
from rosterproof_sim.domain.words.people import Employment, Job, Leave


class Lived(Protocol):
    """What has to be known of a life as far as it has come."""

    discarded: bool
    employments: list[Employment]
    jobs: dict[int, Job]
    leave: Leave | None
    primary: Job


def objection(life: Lived, change: Fact) -> str | None:
    """Return what follows "E0000042 " in the sentence that says why not, or None."""
    if isinstance(change, Hired):
        return None
    employment = life.employments[-1]
    if isinstance(change, Rehired):
        employed = employment.to is None and not life.discarded
        return f"is employed since {employment.from_}; only somebody who has left is rehired." if employed else None
    if life.discarded:
        return "was never employed: the hire was rescinded."
    if employment.to is not None:
        return f"left on {employment.to}; a change on {change.effective_on} comes too late."
    if isinstance(change, JobFact):
        return _of_jobs(life, change)
    return None if isinstance(change, PersonFact) else _of_employment(life, change)


def _of_jobs(life: Lived, change: JobFact) -> str | None:
    job_id = change.job_id
    if isinstance(change, JobAdded):
        return f"has a job {job_id} already." if job_id in life.jobs else None
    if job_id is not None and job_id not in life.jobs:
        return f"has no job {job_id} on {change.effective_on}; there is {_listed(life.jobs)}."
    match change:
        case PrimaryJobSwitched() if job_id == life.primary.job_id:
            return f"has job {job_id} as the primary one already."
        case JobEnded() if len(life.jobs) == 1:
            return f"has no other job than {job_id}; end the employment instead."
    return None


def _of_employment(life: Lived, change: EmploymentFact) -> str | None:
    match change:
        case Converted() if change.worker_type == life.employments[-1].worker_type:
            return f"is a worker of type {change.worker_type} already."
        case LeaveStarted() if life.leave is not None:
            return f"is on leave since {life.leave.from_} already."
        case LeaveStarted() if change.expected_return is not None and change.expected_return <= change.effective_on:
            return f"cannot be back on {change.expected_return} from a leave that begins on {change.effective_on}."
        case Returned() if life.leave is None:
            return f"is not on leave on {change.effective_on}."
    return None


def _listed(jobs: Mapping[int, Job]) -> str:
    return ", ".join(f"job {each}" for each in jobs)
