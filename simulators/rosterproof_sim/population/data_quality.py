"""A company's past with dirt in it, and the list of that dirt: nothing else differs from the clean past of the seed.

A dirty value stands wherever the clean one stood in a person's log, as if it had been typed that way from the start.
Who is met follows from the seed and the person, so that one more hire changes nothing for the others.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any

from rosterproof_sim.domain.rules.local_day import Places
from rosterproof_sim.domain.rules.unfolding import unfold
from rosterproof_sim.domain.words.changes import Change, Hired, LoggedChange
from rosterproof_sim.domain.words.people import CodeLists, Employee
from rosterproof_sim.domain.words.quality import DEFECT_KINDS, Defect, DefectKind
from rosterproof_sim.domain.words.written import value_written
from rosterproof_sim.population.dirt import Bench, Stain, clean_value, stains

#: The ids of records made twice, far from those that the company gives.
_SECOND = 8_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Soiled:
    """The past, and what is wrong in it, in order of person and field."""

    history: tuple[LoggedChange, ...]
    defects: tuple[Defect, ...]


def soiled(history: Sequence[LoggedChange], *, seed: int, dirt: int, lists: CodeLists, now: datetime) -> Soiled:
    """Put dirt into a past, of each kind into so many in a hundred of the records that it can meet."""
    if dirt == 0:
        return Soiled(history=tuple(history), defects=())
    lots, records = _Lots(seed, dirt), _records(history, now, {each.code: each for each in lists.locations})
    bench = Bench(lists=lists, today=now.date())
    edits: dict[str, dict[str, Stain]] = {whom: {} for whom in records}
    defects: list[Defect] = []
    for kind in _rarest_first(records, bench):
        for person, stain in _met(kind, records, edits, lots, bench):
            edits[person.employee_id][stain.field] = stain
            defects.append(_defect(kind, person, stain))
    edited = [_edited(logged, records, edits) for logged in history]
    again = list(_again(history, records, lots))
    defects += [defect for _, defect in again]
    defects.sort(key=lambda each: (each.employee_id, each.field))
    return Soiled(history=(*edited, *(logged for logged, _ in again)), defects=tuple(defects))


def _rarest_first(records: Mapping[str, Employee], bench: Bench) -> list[DefectKind]:
    """Return the kinds, first those that can meet the fewest: what is common would leave them nobody."""
    possible = {kind: sum(1 for person in records.values() if stains(kind, person, bench)) for kind in DEFECT_KINDS}
    return sorted(DEFECT_KINDS, key=lambda kind: possible[kind])


def _records(history: Sequence[LoggedChange], now: datetime, places: Places) -> dict[str, Employee]:
    """Return what the clean past has led to by now."""
    of_each: defaultdict[str, list[LoggedChange]] = defaultdict(list)
    for logged in history:
        of_each[str(logged.change.employee_id)].append(logged)
    return {whom: unfold(of_each[whom], now, places)[0] for whom in sorted(of_each)}


class _Lots:
    """Draws that follow from the seed, the kind of dirt and the person."""

    def __init__(self, seed: int, dirt: int) -> None:
        self._seed = seed
        self._dirt = dirt

    def number(self, kind: DefectKind, whom: str) -> int:
        return int.from_bytes(blake2b(f"{self._seed}\0{kind}\0{whom}".encode(), digest_size=8).digest(), "big")

    def chosen(self, kind: DefectKind, among: Sequence[str]) -> list[str]:
        """Return those whom a kind meets, in order of id."""
        count = max(1, round(len(among) * self._dirt / 100)) if among else 0
        return sorted(sorted(among, key=lambda whom: (self.number(kind, whom), whom))[:count])


def _met(
    kind: DefectKind,
    records: Mapping[str, Employee],
    edits: Mapping[str, Mapping[str, Stain]],
    lots: _Lots,
    bench: Bench,
) -> Iterator[tuple[Employee, Stain]]:
    """Return whom a kind meets, and how; no field is met twice."""
    if kind == "duplicate_number":
        yield from _numbered_alike(records, lots)
        return
    possible = {
        whom: [stain for stain in stains(kind, person, bench) if stain.field not in edits[whom]]
        for whom, person in records.items()
    }
    for whom in lots.chosen(kind, [whom for whom, found in possible.items() if found]):
        found = possible[whom]
        # Another digit of the draw than the one that chose the person.
        yield records[whom], found[lots.number(kind, f"{whom} how") % len(found)]


def _numbered_alike(records: Mapping[str, Employee], lots: _Lots) -> Iterator[tuple[Employee, Stain]]:
    """Return who has the employee number of somebody else, who keeps it."""
    chosen = lots.chosen("duplicate_number", list(records))
    others = [whom for whom in records if whom not in chosen] or chosen[:1]
    for whom in (each for each in chosen if each not in others):
        other = records[others[lots.number("duplicate_number", f"{whom} how") % len(others)]]
        if other.employee_number != records[whom].employee_number:
            yield records[whom], Stain(field="employee_number", dirty=other.employee_number)


def _edited(
    logged: LoggedChange, records: Mapping[str, Employee], edits: Mapping[str, Mapping[str, Stain]]
) -> LoggedChange:
    change: Any = logged.change
    whom = str(change.employee_id)
    parts: dict[str, Any] = {}
    for field, stain in edits.get(whom, {}).items():
        parts |= _part(change, field, clean_value(records[whom], field), stain.dirty, parts)
    return replace(logged, change=replace(change, **parts)) if parts else logged


def _part(change: Change, field: str, clean: Any, dirty: Any, parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to put into a change, for the dirty value to come to stand where the clean one was."""
    name, _, custom = field.partition(".")
    if field == "hire_date":
        return {"effective_on": dirty} if isinstance(change, Hired) and change.effective_on == clean else {}
    if custom:
        held = parts.get("custom", getattr(change, "custom", None))
        return {"custom": {**held, custom: dirty}} if held and held.get(custom) == clean else {}
    return {name: dirty} if getattr(change, name, None) == clean else {}


def _again(
    history: Sequence[LoggedChange], records: Mapping[str, Employee], lots: _Lots
) -> Iterator[tuple[LoggedChange, Defect]]:
    """Return the records that HR made a second time, after everything else."""
    employed = [whom for whom, person in records.items() if person.status != "terminated"]
    hires = {str(each.change.employee_id): each.change for each in history if isinstance(each.change, Hired)}
    for number, whom in enumerate(lots.chosen("duplicate_person", employed), start=1):
        second = f"E{_SECOND + number:07d}"
        person = records[whom]
        parts = {name: getattr(person, name) for name in _COPIED}
        change = replace(
            hires[whom], **parts, employee_id=second, employee_number=f"{second[1:]}", effective_on=person.hire_date
        )
        logged = LoggedChange(
            sequence=history[-1].sequence + number, recorded_at=history[-1].recorded_at, change=change
        )
        yield (
            logged,
            Defect(employee_id=second, field="employee_id", kind="duplicate_person", dirty=second, clean=whom),
        )


_COPIED = ("given_name", "family_name", "email", "title", "department", "location", "manager_id", "custom")


def _defect(kind: DefectKind, person: Employee, stain: Stain) -> Defect:
    clean = value_written(clean_value(person, stain.field))
    return Defect(
        employee_id=person.employee_id, field=stain.field, kind=kind, dirty=value_written(stain.dirty), clean=clean
    )
