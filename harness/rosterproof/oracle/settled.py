"""What HR came to say: the facts about one person after everything that was taken back, moved or voided.

It is worked out again for every length of the log, because what was known decides what could be corrected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rosterproof.evidence.record import LoggedChange

_BEGINNINGS = ("hired", "rehired")
#: Change kinds that say something about an earlier change, and nothing about the person.
_ABOUT_CHANGES = ("start_moved", "hire_rescinded", "termination_rescinded", "voided")


@dataclass(kw_only=True, slots=True)
class Fact:
    """Something that became of a person. `since` is when HR last said so, `undone` when it took a first hire back."""

    sequence: int
    kind: str
    said: Mapping[str, Any]
    day: date
    since: datetime
    undone: datetime | None = None

    @property
    def evening(self) -> bool:
        """Whether it happens with the end of a day: it is then the first thing of the next one."""
        return self.kind == "job_ended" or (self.kind == "terminated" and not self.said.get("immediate", False))

    @property
    def order(self) -> tuple[int, date, int, int]:
        """Its place in a life."""
        return int(self.kind != "hired"), self.day, 0 if self.evening else 1, self.sequence


def settled(log: Sequence[LoggedChange]) -> list[Fact]:
    """The facts that count, in the order of the life; `log` is one person's, in the order recorded."""
    struck = _struck(log)
    facts: list[Fact] = []
    for entry in log:
        if entry.sequence in struck:
            continue
        kind = entry.change["kind"]
        if kind in _ABOUT_CHANGES:
            _settle(facts, kind, entry)
        else:
            facts.append(_fact(entry))
    revived = [entry.recorded_at for entry in log if entry.change["kind"] == "voided" and _revives(entry, log)]
    for fact in facts:
        fact.since = max([fact.since, *(instant for instant in revived if instant > fact.since)])
    return sorted(facts, key=lambda fact: fact.order)


def _fact(entry: LoggedChange) -> Fact:
    fact = Fact(
        sequence=entry.sequence,
        kind=entry.change["kind"],
        said=entry.change,
        day=entry.effective_on,
        since=entry.recorded_at,
    )
    if fact.evening and fact.day < date.max:
        fact.day += timedelta(days=1)
    return fact


def _settle(facts: list[Fact], kind: str, entry: LoggedChange) -> None:
    beginnings = [fact for fact in facts if fact.kind in _BEGINNINGS]
    begun = beginnings[-1] if beginnings else None
    if kind == "termination_rescinded":
        ends = [f for f in facts if f.kind == "terminated" and f.said["effective_on"] == entry.change["effective_on"]]
        if ends:
            facts.remove(ends[-1])
    elif kind == "hire_rescinded" and begun is not None:
        if begun.kind == "hired":
            begun.undone = entry.recorded_at
        else:
            facts.remove(begun)
    elif kind == "start_moved" and begun is not None:
        old, new = begun.day, entry.effective_on
        for fact in facts:
            if fact is begun or old <= fact.day < new:
                fact.day = new


def _struck(log: Sequence[LoggedChange]) -> set[int]:
    """The entries that were voided. A voided entry that voids strikes nothing, so the newest decide first."""
    struck: set[int] = set()
    for entry in sorted(log, key=lambda entry: -entry.sequence):
        if entry.change["kind"] == "voided" and entry.sequence not in struck:
            struck.add(entry.change["voids"])
    return struck


def _revives(entry: LoggedChange, log: Sequence[LoggedChange]) -> bool:
    """Whether voiding this brings something back that had been taken away."""
    return any(other.sequence == entry.change["voids"] and other.change["kind"] in _ABOUT_CHANGES for other in log)
