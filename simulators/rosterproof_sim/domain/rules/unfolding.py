"""A whole past at once: the current record and the feed entries that a person's log must have led to.

Recording the same changes one by one while the clock moves leads to the same; this is the fast way for a company
that comes with its history.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rosterproof_sim.domain.rules.employment import changed_fields, effect_day, record_on
from rosterproof_sim.domain.words.calendar import midnight
from rosterproof_sim.domain.words.changes import Change, Hired, LoggedChange
from rosterproof_sim.domain.words.people import Employee


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A change that came to show in a record, at an instant."""

    at: datetime
    logged: LoggedChange
    changed_fields: tuple[str, ...]


def due_day(change: Change, today: date) -> date | None:
    """Return the day on which a change recorded today has yet to come to show; None where nothing is to come."""
    day = effect_day(change)
    return day if day > today else None


def unfold(history: Sequence[LoggedChange], now: datetime) -> tuple[Employee, list[Shown]]:
    """Return what one person's record is now, and how it came to be."""
    moments: list[tuple[datetime, int, LoggedChange]] = []
    for logged in history:
        later = due_day(logged.change, logged.recorded_at.date())
        if later is None or isinstance(logged.change, Hired):
            moments.append((logged.recorded_at, logged.sequence, logged))
        if later is not None:
            moments.append((midnight(later), logged.sequence, logged))
    record: Employee | None = None
    entries: list[Shown] = []
    known: dict[int, LoggedChange] = {}
    for at, sequence, logged in sorted(moments, key=lambda moment: moment[:2]):
        if at > now:
            break
        known[sequence] = logged
        version = 1 if record is None else record.version + 1
        after = record_on(at.date(), known.values(), updated_at=at, version=version)
        fields = changed_fields(record, after)
        if fields:
            record = after
            entries.append(Shown(at=at, logged=logged, changed_fields=fields))
    if record is None:
        raise ValueError("a history begins with a hire, recorded before now")
    return record, entries
