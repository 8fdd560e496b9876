"""What dirt looks like: for one person and one kind, the values that could stand there instead of the clean one."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rosterproof_sim.domain.words.people import CodeLists, Employee
from rosterproof_sim.domain.words.quality import DefectKind

NBSP = "\u00a0"
#: The first day that old systems know; somebody typed nothing, and it became this.
_NO_DAY = date(1900, 1, 1)
_TYPED_DATES = ("2026-02-30", "31/12/2027", "00/00/0000", "12.2027", "until further notice")
_MISTYPED = str.maketrans({"e": "3", "o": "0", "i": "l"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Stain:
    """A dirty value for a field. Days are days; everything else is text, or null."""

    field: str
    dirty: str | date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """What dirt is made from: the lists that codes stand on, and the day the company's past ends."""

    lists: CodeLists
    today: date


def stains(kind: DefectKind, person: Employee, bench: Bench) -> list[Stain]:
    """Return every way in which a kind of dirt can meet a person; none where it cannot."""
    if kind in {"duplicate_number", "duplicate_person"}:
        return []
    if person.status == "terminated":
        return list(_of_a_leaver(person, bench)) if kind == "impossible_date" else []
    found = _STAINS[kind](person, bench)
    return [each for each in found if each.dirty != clean_value(person, each.field)]


def clean_value(person: Employee, field: str) -> Any:
    """Return what stands in a field of a record; `custom.shift` names a custom one."""
    name, _, custom = field.partition(".")
    return person.custom.get(custom) if custom else getattr(person, name)


def _missing_department(person: Employee, bench: Bench) -> Iterator[Stain]:
    del bench
    if person.department is not None:
        yield Stain(field="department", dirty=None)


def _wrong_title(person: Employee, bench: Bench) -> Iterator[Stain]:
    names = {each.code: each.name for each in bench.lists.job_titles}
    if person.title is None or person.title not in names:
        return
    name = names[person.title]
    wrong = (name, f"Sr. {name}", f"{name} (temp)", person.title.translate(_MISTYPED), name.replace(" ", "").lower())
    yield from (Stain(field="title", dirty=each) for each in wrong if each not in names)


def _inconsistent_location(person: Employee, bench: Bench) -> Iterator[Stain]:
    names = {each.code: each.name for each in bench.lists.locations}
    if person.location is None or person.location not in names:
        return
    name, code = names[person.location], person.location
    wrong = (name, name.upper(), name.partition(" ")[0], f"{name}, bldg. 2", f"{code}-1", code.title())
    yield from (Stain(field="location", dirty=each) for each in wrong if each not in names)


def _letter_case(person: Employee, bench: Bench) -> Iterator[Stain]:
    del bench
    for field in ("given_name", "family_name", "email", "department"):
        text = getattr(person, field)
        if text is not None:
            yield from (Stain(field=field, dirty=each) for each in (text.upper(), text.lower()))


def _spaces(person: Employee, bench: Bench) -> Iterator[Stain]:
    del bench
    for field in ("given_name", "family_name", "department", "title"):
        text = getattr(person, field)
        if text is None:
            continue
        spaced = (f" {text}", f"{text} ", f"{text}{NBSP}", f"{text}\t")
        inside = (text.replace(" ", "  "), text.replace(" ", NBSP)) if " " in text else ()
        yield from (Stain(field=field, dirty=each) for each in (*spaced, *inside))


def _unicode_form(person: Employee, bench: Bench) -> Iterator[Stain]:
    del bench
    for field in ("given_name", "family_name"):
        text = getattr(person, field)
        if text is not None:
            yield Stain(field=field, dirty=unicodedata.normalize("NFD", text))


def _impossible_date(person: Employee, bench: Bench) -> Iterator[Stain]:
    # Of somebody who came back, the record has another first day than the hire that would be mistyped.
    if person.hire_date == person.original_hire_date:
        yield Stain(field="hire_date", dirty=_NO_DAY)
    if "birth_date" in person.custom:
        for day in (_NO_DAY, bench.today + timedelta(days=400), date(9999, 12, 31)):
            yield Stain(field="custom.birth_date", dirty=day.isoformat())
    if "work_permit_until" in person.custom:
        yield from (Stain(field="custom.work_permit_until", dirty=text) for text in _TYPED_DATES)


def _of_a_leaver(person: Employee, bench: Bench) -> Iterator[Stain]:
    """Hired after the last day."""
    once = person.hire_date == person.original_hire_date
    if once and person.last_day is not None and person.last_day + timedelta(days=30) < bench.today:
        yield Stain(field="hire_date", dirty=person.last_day + timedelta(days=12))


_STAINS: Mapping[DefectKind, Any] = {
    "missing_department": _missing_department,
    "wrong_title": _wrong_title,
    "inconsistent_location": _inconsistent_location,
    "letter_case": _letter_case,
    "spaces": _spaces,
    "unicode_form": _unicode_form,
    "impossible_date": _impossible_date,
}
