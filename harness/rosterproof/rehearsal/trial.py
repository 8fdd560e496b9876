"""Each sample as the only employee of an LMS in thought: what it is enrolled in, held against what is expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.learning import Account, Enrollment
from rosterproof.oracle.replay import Replay
from rosterproof.oracle.roster import Roster
from rosterproof.rehearsal.reason import why, why_not
from rosterproof.rehearsal.sample import ANY_DAY, Sample, SampleFile

#: How the sample is known to its LMS.
WHO = "SAMPLE"


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """A course that would be assigned; `course` carries the instance, where there is one."""

    course: str
    due_on: date | None
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Miss:
    """Where something else came out than was expected."""

    course: str
    expected: str
    found: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What came of one sample."""

    sample: Sample
    assigned: tuple[Assigned, ...]
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.misses


def rehearse(file: SampleFile) -> list[Result]:
    """Try every sample by the oracle."""
    catalog = Catalog.of(file.catalog)
    return [_tried(sample, catalog, file) for sample in file.samples]


def noon(sample: Sample, on: date) -> datetime:
    """The instant at which a sample is entered: noon where it works."""
    return datetime.combine(on, time(12), ZoneInfo(sample.profile.get("time_zone") or "UTC")).astimezone(UTC)


def entries(sample: Sample) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The accounts to be opened, the sample's own first: external id and profile."""
    yield WHO, {**sample.profile}
    for number, report in enumerate(sample.reports, start=1):
        yield f"REPORT-{number}", {**report, "manager_external_id": WHO}


def called(course: str, instance: str) -> str:
    """A course as samples name it."""
    return f"{course}/{instance}" if instance else course


def _tried(sample: Sample, catalog: Catalog, file: SampleFile) -> Result:
    lms = Replay(catalog, file.policy, noon(sample, file.on))
    for external_id, profile in entries(sample):
        lms.create(external_id, {**profile, "external_id": external_id})
    for group in sample.groups:
        lms.join_group(WHO, group)
    for event in sample.told:
        lms.tell(event, [WHO])
    account = lms.accounts[WHO]
    assigned = tuple(_assigned(each, account, lms.roster) for each in account.open_enrollments())
    misses = tuple(_misses(sample, assigned, account, lms.roster))
    return Result(sample=sample, assigned=assigned, misses=misses)


def _assigned(each: Enrollment, account: Account, roster: Roster) -> Assigned:
    return Assigned(course=called(*each.key), due_on=each.due_on, why=why(each.rules[0], account, roster))


def _misses(sample: Sample, assigned: tuple[Assigned, ...], account: Account, roster: Roster) -> Iterator[Miss]:
    found = {each.course: each for each in assigned}
    for course, due in sample.expect.items():
        wanted = _due(due)
        if course not in found:
            reason = why_not(course.partition("/")[0], account, roster)
            yield Miss(course=course, expected=wanted, found="not assigned", why=reason)
        elif due != ANY_DAY and _due(found[course].due_on) != wanted:
            yield Miss(course=course, expected=wanted, found=_due(found[course].due_on), why=found[course].why)
    for each in assigned if not sample.others else ():
        if each.course not in sample.expect:
            yield Miss(course=each.course, expected="not assigned", found=_due(each.due_on), why=each.why)


def _due(day: date | str | None) -> str:
    if day == ANY_DAY:
        return "assigned"
    return "no due date" if day is None else f"due {day}"
