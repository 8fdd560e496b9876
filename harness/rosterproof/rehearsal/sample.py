"""Sample employees: profiles as the LMS is told them, each with the courses and due dates that its author expects."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rosterproof.document import Document, check_shape, nearest, read
from rosterproof.errors import InvalidFile, Problem
from rosterproof.scenario.catalog import read_catalog
from rosterproof.scenario.library import lookup, schema

#: A course is expected, whatever its due date.
ANY_DAY = "any"
_DATES = ("hire_date", "position_start_date")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One employee. `expect`: course, or COURSE/INSTANCE -> due date, null for none, or ANY_DAY."""

    name: str
    profile: Mapping[str, Any]
    #: Profiles of those who have this employee as manager.
    reports: tuple[Mapping[str, Any], ...]
    groups: tuple[str, ...]
    #: Events that the LMS is told about this employee.
    told: tuple[str, ...]
    expect: Mapping[str, str | None]
    #: Whether courses that are not expected are fine as well.
    others: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleFile:
    """Samples for one catalog, as of one day."""

    file: Path
    title: str
    catalog_name: str
    catalog: Mapping[str, Any]
    #: The day on which they are entered, where each of them works.
    on: date
    policy: Mapping[str, Any]
    samples: tuple[Sample, ...]


def read_samples(name: str, *, catalog: str | None = None) -> SampleFile:
    """Samples by their name, or by the path of a file ending in `.yaml`; for another catalog than the file's, if given.

    Raises:
        SetupError: there are no samples, or there is no catalog, of this name.
        InvalidFile: a file holds mistakes; with all of them.
    """
    file = lookup(name, kind="sample")
    document = read(file, what="file of sample employees")
    check_shape(document, schema("samples"))
    data = document.data
    wanted = catalog or data["catalog"]
    content = read_catalog(lookup(wanted, kind="catalog", beside=None if catalog else file.parent))
    problems = [*_days(document), *_names(document, content)]
    if problems:
        raise InvalidFile(file, problems)
    return SampleFile(
        file=file,
        title=data["title"],
        catalog_name=wanted,
        catalog=content,
        on=date.fromisoformat(data["on"]),
        policy=data.get("policy", {}),
        samples=tuple(_sample(row) for row in data["samples"]),
    )


def _sample(row: Mapping[str, Any]) -> Sample:
    return Sample(
        name=row["sample"],
        profile=row["profile"],
        reports=tuple(row.get("reports", ())),
        groups=tuple(row.get("groups", ())),
        told=tuple(row.get("told", ())),
        expect=row["expect"],
        others=row.get("others", False),
    )


def _days(document: Document) -> Iterator[Problem]:
    """Days that no calendar has, and time zones that nobody lives in."""
    yield from _day(document, ["on"], document.data["on"])
    for place, row in enumerate(document.data["samples"]):
        path: list[str | int] = ["samples", place]
        for course, due in row["expect"].items():
            yield from _day(document, [*path, "expect", course], None if due == ANY_DAY else due)
        profiles: list[tuple[list[str | int], Mapping[str, Any]]] = [
            ([*path, "profile"], row["profile"]),
            *(([*path, "reports", n], each) for n, each in enumerate(row.get("reports", ()))),
        ]
        for where, profile in profiles:
            for name in _DATES:
                yield from _day(document, [*where, name], profile.get(name))
            yield from _zone(document, [*where, "time_zone"], profile.get("time_zone"))


def _day(document: Document, path: list[str | int], told: str | None) -> Iterator[Problem]:
    try:
        date.fromisoformat(told or "2000-01-01")
    except ValueError:
        yield document.problem(path, f"there is no day {told!r}", "a day is written 2026-03-02")


def _zone(document: Document, path: list[str | int], told: str | None) -> Iterator[Problem]:
    try:
        ZoneInfo(told or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield document.problem(path, f"there is no time zone {told!r}", "zones are named like Europe/Oslo")


def _names(document: Document, catalog: Mapping[str, Any]) -> Iterator[Problem]:
    """Courses, groups and events that the catalog does not know, and samples called alike."""
    courses = [row["code"] for row in catalog["courses"]]
    groups = [row["group"] for row in catalog.get("groups", ())]
    events = [row["on_event"] for row in catalog["rules"] if row.get("on_event")]
    seen: set[str] = set()
    for place, row in enumerate(document.data["samples"]):
        path: list[str | int] = ["samples", place]
        if row["sample"] in seen:
            yield document.problem([*path, "sample"], f"the sample '{row['sample']}' is there twice")
        seen.add(row["sample"])
        for key in row["expect"]:
            yield from _known(document, [*path, "expect", key], "course", [key.partition("/")[0]], courses)
        yield from _known(document, [*path, "groups"], "group", row.get("groups", ()), groups)
        yield from _known(document, [*path, "told"], "event for which a rule waits", row.get("told", ()), events)


def _known(
    document: Document, path: list[str | int], noun: str, told: Iterable[str], known: list[str]
) -> Iterator[Problem]:
    for each in told:
        if each not in known:
            yield document.problem(path, f"the catalog has no {noun} '{each}'", nearest.hint(each, known))
