"""What of a log still stands: the facts, each on its day, after all that corrects them.

A correction is in the log for ever and in no record: here it is settled with the fact that it corrects.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.words.changes import (
    Change,
    Correction,
    Fact,
    Hired,
    HireRescinded,
    JobEnded,
    LoggedChange,
    Rehired,
    StartMoved,
    Terminated,
    TerminationRescinded,
    Voided,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A fact that counts, and the day from which it shows. `discarded`: the hire of somebody who never came."""

    sequence: int
    day: date
    change: Fact
    discarded: bool = False

    @property
    def place(self) -> tuple[bool, date, bool, int]:
        """Where it comes in a life: the hire first; what ends with the day before comes before what the day begins."""
        return place_of(self.change, self.day, self.sequence)


def effect_day(change: Change) -> date:
    """Return the day from which a change shows; the last day worked is still a day of employment.

    >>> effect_day(Terminated(employee_id="E0000001", effective_on=date(2026, 3, 31)))
    datetime.date(2026, 4, 1)
    """
    return days_after(change.effective_on, 1) if _ends_with_the_day(change) else change.effective_on


def place_of(change: Change, day: date, sequence: int) -> tuple[bool, date, bool, int]:
    """Return what a change is put in order by."""
    return not isinstance(change, Hired), day, not _ends_with_the_day(change), sequence


def standing(history: Iterable[LoggedChange]) -> list[Standing]:
    """Return the facts of one person that count, in the order in which they take effect. The hire is first."""
    log = list(history)
    facts: dict[int, Standing] = {}
    void = voided(log)
    for logged in log:
        if logged.sequence not in void:
            _enter(facts, logged)
    return sorted(facts.values(), key=lambda fact: fact.place)


def latest_hire(facts: Iterable[Standing]) -> Standing | None:
    """Return the hire or rehire that was recorded last."""
    hires = [fact for fact in facts if isinstance(fact.change, Hired | Rehired)]
    return max(hires, key=lambda fact: fact.sequence, default=None)


def termination_on(facts: Iterable[Standing], last_day: date) -> Standing | None:
    """Return the termination with this last day that was recorded last."""
    ends = [fact for fact in facts if isinstance(fact.change, Terminated) and fact.change.effective_on == last_day]
    return max(ends, key=lambda fact: fact.sequence, default=None)


def voided(log: Sequence[LoggedChange]) -> frozenset[int]:
    """Return what was voided; of a chain in which each voids the one before, the last counts: hence from the end."""
    void: set[int] = set()
    for logged in reversed(log):
        if isinstance(logged.change, Voided) and logged.sequence not in void:
            void.add(logged.change.voids)
    return frozenset(void)


def _enter(facts: dict[int, Standing], logged: LoggedChange) -> None:
    """Take in one change: a fact joins those before it, a correction settles one of them."""
    change = logged.change
    if not isinstance(change, Correction):
        facts[logged.sequence] = Standing(sequence=logged.sequence, day=effect_day(change), change=change)
        return
    match change:
        case StartMoved():
            _move_start(facts, change.effective_on)
        case HireRescinded():
            hire = latest_hire(facts.values())
            if hire is not None and isinstance(hire.change, Hired):
                facts[hire.sequence] = replace(hire, discarded=True)
            elif hire is not None:
                del facts[hire.sequence]
        case TerminationRescinded():
            end = termination_on(facts.values(), change.effective_on)
            if end is not None:
                del facts[end.sequence]
        case Voided():
            pass  # settled before
        case _:
            assert_never(change)


def _move_start(facts: dict[int, Standing], day: date) -> None:
    """Begin on another day. What was to happen after the old first day and before the new one waits for that."""
    hire = latest_hire(facts.values())
    if hire is None:
        return
    for sequence, fact in facts.items():
        if fact is hire or hire.day <= fact.day < day:
            facts[sequence] = replace(fact, day=day)


def _ends_with_the_day(change: Change) -> bool:
    return isinstance(change, JobEnded) or (isinstance(change, Terminated) and not change.immediate)
