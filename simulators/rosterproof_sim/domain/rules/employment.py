"""What the record of a person is at an instant or on a day: the fold of the facts that have taken effect by then.

Facts take effect in their order, each where its day begins at the place of work, and none before the one in front of
it. So the record at any moment is the fold of a first part of the life, and what follows waits.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.rules.life import PARTS, Life
from rosterproof_sim.domain.rules.local_day import Places, day_begins, zone_of
from rosterproof_sim.domain.rules.standing import Standing, standing
from rosterproof_sim.domain.words.changes import Hired, LoggedChange, Rehired
from rosterproof_sim.domain.words.people import Employee, Job, JobStretch

#: What every entry moves, and what names the record, is no change in it.
_COMPARED = tuple(each.name for each in fields(Employee) if each.name not in {"employee_id", "updated_at", "version"})


def record_at(
    at: datetime | date,
    history: Iterable[LoggedChange],
    places: Places,
    *,
    updated_at: datetime,
    version: int,
    through: int | None = None,
) -> Employee:
    """Fold the history of one person, which begins with a hire, into the record at an instant, or on a day.

    `through` ends the fold with one change, where several take effect at the same instant.
    """
    facts = standing(history)
    life, started = _lived(facts, at, places, through=through)
    return life.record(places, started=started, updated_at=updated_at, version=version)


def schedule(history: Iterable[LoggedChange], places: Places) -> dict[int, datetime]:
    """Return the instant from which each fact that stands shows, by its sequence."""
    facts = standing(history)
    life = Life(facts[0])
    moments: dict[int, datetime] = {}
    last: datetime | None = None
    for fact in facts:
        moment = _begins(fact, life, places)
        last = moment if last is None or moment > last else last
        moments[fact.sequence] = last
        life.live(fact)
    return moments


def changed_fields(before: Employee | None, after: Employee) -> tuple[str, ...]:
    """Return what differs between two records of one person; of a first record, everything that has a value."""
    if before is None:
        return tuple(name for name in _COMPARED if getattr(after, name) not in (None, (), {}))
    return tuple(name for name in _COMPARED if getattr(before, name) != getattr(after, name))


def job_history(history: Sequence[LoggedChange], at: datetime | date, places: Places) -> list[JobStretch]:
    """Return the jobs that a person held up to an instant or a day, oldest first; of a future hire, the job to come.

    Of several changes on one day the last counts.
    """
    rows: dict[int, dict[date, Job | None]] = {}

    def note(fact: Standing, life: Life) -> None:
        for job in life.jobs.values():
            rows.setdefault(job.job_id, {})[fact.day] = job
        for gone in rows.keys() - life.jobs.keys():
            rows[gone].setdefault(days_after(fact.change.effective_on, 1), None)

    facts = standing(history)
    life, started = _lived(facts, at, places, seen=note)
    if not started:
        note(facts[0], life)
    stretches = [stretch for days in rows.values() for stretch in _stretches(days)]
    return sorted(stretches, key=lambda each: (each.from_, each.job_id))


def _lived(
    facts: Sequence[Standing],
    at: datetime | date,
    places: Places,
    *,
    through: int | None = None,
    seen: Callable[[Standing, Life], None] | None = None,
) -> tuple[Life, bool]:
    """Return the life that has been lived by then, and whether its first day has come."""
    life, started = Life(facts[0]), False
    for fact in facts:
        if not _shows(fact, at, life, places):
            break
        started = True
        if life.live(fact) and seen is not None:
            seen(fact, life)
        if fact.sequence == through:
            break
    return life, started


def _shows(fact: Standing, at: datetime | date, life: Life, places: Places) -> bool:
    if fact.discarded:
        return True
    return _begins(fact, life, places) <= at if isinstance(at, datetime) else fact.day <= at


def _begins(fact: Standing, life: Life, places: Places) -> datetime:
    """Return when the day of a fact begins: where the person works until then, or is to work from the first day on."""
    if fact.discarded:
        return datetime.min.replace(tzinfo=UTC)
    there = fact.change.location if isinstance(fact.change, Hired | Rehired) else life.primary.location
    return day_begins(fact.day, zone_of(there, places))


def _stretches(days: dict[date, Job | None]) -> list[JobStretch]:
    """Return the stretches of one job, given what it was from each day on."""
    starts = sorted(days.items())
    kept = [starts[0], *(after for before, after in pairwise(starts) if _content(before[1]) != _content(after[1]))]
    ends = [day - timedelta(days=1) for day, _ in kept[1:]]
    return [
        JobStretch(from_=day, to=end, **_content(job))
        for (day, job), end in zip(kept, [*ends, None], strict=True)
        if job is not None
    ]


def _content(job: Job | None) -> dict[str, Any]:
    """Return what sets one stretch of a job apart from the next."""
    return {} if job is None else {name: getattr(job, name) for name in ("job_id", "primary", *PARTS)}
