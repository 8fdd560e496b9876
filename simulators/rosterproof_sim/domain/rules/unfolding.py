"""A whole past at once: the current record and the feed entries that a person's log must have led to.

Recording the same changes one by one while the clock moves leads to the same; this is the fast way for a company
that comes with its history, and the way to what was on record at an earlier instant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rosterproof_sim.domain.rules.employment import changed_fields, record_at, schedule
from rosterproof_sim.domain.rules.local_day import Places
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.people import Employee


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A change that came to show in a record: when it was recorded, or later, when it fell due."""

    at: datetime
    logged: LoggedChange
    changed_fields: tuple[str, ...]
    fell_due: bool

    @property
    def place(self) -> tuple[datetime, bool, str, int]:
        """Where it stands in the feed: what falls due at an instant comes first, in order of id."""
        whose = str(self.logged.change.employee_id) if self.fell_due else ""
        return self.at, not self.fell_due, whose, 0 if self.fell_due else self.logged.sequence


def due_after(now: datetime, history: Sequence[LoggedChange], places: Places) -> Mapping[int, datetime]:
    """Return the changes that have yet to come to show, in the order in which they do, each with its instant."""
    return {sequence: moment for sequence, moment in schedule(history, places).items() if moment > now}


def unfold(history: Sequence[LoggedChange], now: datetime, places: Places) -> tuple[Employee, list[Shown]]:
    """Return what one person's record is now, and how it came to be. The history is in the order of the log."""
    unfolding = _Unfolding(places)
    for logged in history:
        unfolding.pass_until(logged.recorded_at)
        unfolding.record(logged)
    unfolding.pass_until(now)
    if unfolding.shown is None:
        raise ValueError("a history begins with a hire, recorded before now")
    return unfolding.shown, unfolding.entries


class _Unfolding:
    def __init__(self, places: Places) -> None:
        self.shown: Employee | None = None
        self.entries: list[Shown] = []
        self._places = places
        self._known: list[LoggedChange] = []
        self._due: list[tuple[datetime, int]] = []

    def record(self, logged: LoggedChange) -> None:
        """Let HR record a change."""
        self._known.append(logged)
        self._show(logged.recorded_at, logged, through=None)
        due = due_after(logged.recorded_at, self._known, self._places)
        self._due = [(moment, sequence) for sequence, moment in due.items()]

    def pass_until(self, now: datetime) -> None:
        """Let come to show what is due by then."""
        while self._due and self._due[0][0] <= now:
            at, sequence = self._due.pop(0)
            self._show(at, next(each for each in self._known if each.sequence == sequence), through=sequence)

    def _show(self, at: datetime, logged: LoggedChange, *, through: int | None) -> None:
        version = 1 if self.shown is None else self.shown.version + 1
        after = record_at(at, self._known, self._places, updated_at=at, version=version, through=through)
        fields = changed_fields(self.shown, after)
        if fields:
            self.shown = after
            due = through is not None
            self.entries.append(Shown(at=at, logged=logged, changed_fields=fields, fell_due=due))
