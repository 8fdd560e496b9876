"""What the mapping makes of a person: the profile that belongs in the LMS, or the reason why there is none.

A record is held where a required field is empty: it is not written, and it is reported. A value that the mapping cannot
translate is reported too; whether it holds the record, leaves its field alone or becomes a default, the policy says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from rosterproof.evidence.record import Evidence
from rosterproof.oracle.people import Person

#: The years that a date of somebody at work can have.
_YEARS = range(1901, 2200)
_WRITTEN = {"YYYY": r"(?P<year>\d{4})", "MM": r"(?P<month>\d{2})", "DD": r"(?P<day>\d{2})"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """A field that is to be reported, and why."""

    field: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldMap:
    """One HRIS field and the LMS field it becomes."""

    hris: str
    lms: str
    required: bool = False
    values: Mapping[str, str] | None = None
    folded: bool = False
    default: str | None = None
    date: str | None = None
    open_end: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the mapping makes of a record."""

    #: LMS field -> value; a field that stays as it is is left out.
    profile: Mapping[str, Any]
    #: Why nothing is written; empty where it is.
    holds: tuple[Hold, ...] = ()
    #: What is reported although the rest is written.
    noted: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """The connector's declared mapping, under the customer's policy."""

    hris_key: str
    lms_key: str
    fields: tuple[FieldMap, ...]
    courses: Mapping[str, str]
    #: What a value does that cannot be translated.
    unknown: str = "hold"
    #: Fields that the HRIS no longer calls so.
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, mapping: Mapping[str, Any], unknown: str = "hold", gone: frozenset[str] = frozenset()) -> "Translation":
        """Read the mapping as it stands in evidence."""
        key = mapping.get("key", {})
        return cls(
            hris_key=key.get("hris", "employee_id"),
            lms_key=key.get("lms", "external_id"),
            fields=tuple(_rule(field) for field in mapping.get("fields", ())),
            courses=mapping.get("courses", {}),
            unknown=unknown,
            gone=gone,
        )

    @classmethod
    def at(cls, evidence: Evidence, sequence: int) -> "Translation":
        """The mapping that holds at a position of the journal, and what the HRIS shows of the fields that it names."""
        mapping = evidence.mapping
        for later in evidence.remappings:
            mapping = later.mapping if later.journal_sequence <= sequence else mapping
        renamed = [each for each in evidence.faults if each.kind == "rename_field" and each.system == "hris"]
        gone = frozenset(each.detail["field"] for each in renamed if each.since <= sequence)
        return cls.of(mapping, evidence.policy.get("on_unknown_mapping", "hold"), gone)

    def key(self, person: Person) -> str:
        """What the person's account is found by."""
        return str(person.value(self.hris_key) or "")

    def read(self, person: Person) -> Reading:
        """What becomes of a record."""
        profile: dict[str, Any] = {}
        holds, noted = [], []
        for rule in self.fields:
            value = person.value(rule.hris)
            if value is None and rule.required and rule.hris not in self.gone:
                holds.append(Hold(field=rule.hris, reason=f"{rule.hris} is required and is empty"))
                continue
            found = self._translated(rule, value)
            if not isinstance(found, Hold):
                profile[rule.lms] = found
            elif self.unknown == "skip":
                noted.append(found)
            elif self.unknown == "default" and rule.default is not None:
                noted.append(found)
                profile[rule.lms] = rule.default
            else:
                holds.append(found)
        return Reading(profile=profile, holds=tuple(holds), noted=tuple(noted))

    def holds(self, person: Person) -> tuple[Hold, ...]:
        """Why the person's record is held; empty where it is not."""
        return self.read(person).holds

    def profile(self, person: Person) -> Mapping[str, Any]:
        """LMS field -> value, for a record that is not held."""
        return self.read(person).profile

    def course_in_hris(self, course: str) -> str:
        """The HRIS's code of an LMS course."""
        return self.courses.get(course, course)

    def _translated(self, rule: FieldMap, value: Any) -> Any:
        if rule.hris in self.gone:
            return Hold(field=rule.hris, reason=f"{rule.hris} is not in the HRIS's records any more")
        if value is None:
            return None
        if rule.date is not None:
            return _day(rule, value)
        return value if rule.values is None else _counterpart(rule, rule.values, value)


def _rule(field: Mapping[str, Any]) -> FieldMap:
    return FieldMap(
        hris=field["hris"],
        lms=field["lms"],
        required=bool(field.get("required", False)),
        values=field.get("values"),
        folded=field.get("match") == "folded",
        default=field.get("default"),
        date=field.get("date"),
        open_end=field.get("open_end"),
    )


def _counterpart(rule: FieldMap, values: Mapping[str, str], value: Any) -> str | Hold:
    if rule.folded and isinstance(value, str):
        for known, counterpart in values.items():
            if folded(known) == folded(value):
                return counterpart
    elif value in values:
        return values[value]
    return Hold(field=rule.hris, reason=f"{rule.hris} {value!r} has no counterpart in the mapping")


def folded(text: str) -> str:
    """A code without what does not tell it from another: case, spelling of accents, space around and doubled in it.

    >>> folded(" Sales\u00a0 ") == folded("SALES")
    True
    """
    return " ".join(normalize("NFC", text).casefold().split())


def _day(rule: FieldMap, value: Any) -> str | Hold | None:
    """A day that is written as the rule says, as the LMS wants it."""
    if value == rule.open_end:
        return None
    pattern = re.escape(rule.date or "")
    for part, digits in _WRITTEN.items():
        pattern = pattern.replace(part, digits)
    read = re.fullmatch(pattern, value, re.ASCII) if isinstance(value, str) else None
    try:
        day = date(**{part: int(digits) for part, digits in read.groupdict().items()}) if read else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        return Hold(field=rule.hris, reason=f"{rule.hris} {value!r} is no day written {rule.date}")
    return day.isoformat()
