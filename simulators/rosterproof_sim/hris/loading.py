"""Taking over the past of a company that comes with one. Nobody is subscribed yet, so nobody is told."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rosterproof_sim.domain.rules.unfolding import Shown, due_after, unfold
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.people import Announcement, Employee
from rosterproof_sim.domain.words.written import canonical, written
from rosterproof_sim.hris.office import Office
from rosterproof_sim.store import change_log, people
from rosterproof_sim.store.bulk import Chapter, bulk

#: Told how many people of how many are on record.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """How many changes the past has, and SHA-256 over them in order, with the instants at which they were recorded."""

    changes: int
    digest: str


def load(office: Office, past: Iterable[Chapter], progress: Progress | None = None) -> Loaded:
    """Write a past: the log, and what followed from it. Only a few thousand rows are in memory at a time."""
    digest = hashlib.sha256()
    changes = announcements = employees = 0
    with office.store.transaction() as db:
        with bulk(db) as rows:
            for chapter in past:
                rows.write(chapter)
                changes += len(chapter.changes)
                announcements += len(chapter.announcements)
                employees += len(chapter.employees)
                digest.update("".join([f"{row[1]}{row[4]}\n" for row in chapter.changes]).encode())
                if progress is not None:
                    progress(chapter.hired, chapter.people)
        office.store.counters.take("change", changes)
        office.store.counters.take("announcement", announcements)
        office.store.counters.take("employee", employees)
    return Loaded(changes=changes, digest=digest.hexdigest())


def take_over(office: Office, history: Sequence[LoggedChange]) -> Loaded:
    """Write a past that is given as its changes: every life is folded by itself, which takes longer."""
    now = office.clock.now()
    of_each: defaultdict[str | None, list[LoggedChange]] = defaultdict(list)
    for logged in history:
        of_each[logged.change.employee_id].append(logged)
    records: list[Employee] = []
    entries: list[Shown] = []
    due: dict[int, datetime] = {}
    for changes in of_each.values():
        record, shown = unfold(changes, now, office.places)
        records.append(record)
        entries.extend(shown)
        due.update(due_after(now, changes, office.places))
    entries.sort(key=lambda each: each.place)
    with office.store.transaction() as db:
        change_log.append(db, history, due)
        people.put(db, records)
        sequences = office.store.counters.take("announcement", len(entries))
        people.FEED.append(db, [_entry(number, each) for number, each in zip(sequences, entries, strict=True)])
        office.store.counters.take("change", len(history))
        office.store.counters.take("employee", len(of_each))
    text = canonical([written(each) for each in history])
    return Loaded(changes=len(history), digest=hashlib.sha256(text.encode()).hexdigest())


def _entry(number: int, shown: Shown) -> Announcement:
    logged = shown.logged
    return Announcement(
        sequence=number,
        kind=logged.change.kind,
        employee_id=str(logged.change.employee_id),
        effective_on=logged.change.effective_on,
        recorded_at=logged.recorded_at,
        changed_fields=shown.changed_fields,
    )
