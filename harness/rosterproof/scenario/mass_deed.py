"""What HR records about many people at once: the part of the story language that changes the shape of a company."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rosterproof.scenario.absent import ABSENT, Absent


@dataclass(frozen=True, kw_only=True, slots=True)
class Restructure:
    """HR gives departments other codes, and moves everyone who is in them."""

    on: date
    departments: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Acquire:
    """HR takes over another company as a legal entity; its people bring numbers that others have too."""

    on: date
    legal_entity: str
    name: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LayOff:
    """HR records the same last day for everyone in a department."""

    on: date
    department: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PutCode:
    """HR adds a code to one of its lists, names it anew, or retires it; who holds it keeps it."""

    list: Literal["job_titles", "departments", "locations", "legal_entities"]
    code: str
    name: str
    country: str | Absent = ABSENT
    time_zone: str | Absent = ABSENT
    until: date | Absent = ABSENT


#: What HR records about many at once.
MassDeed = Restructure | Acquire | LayOff | PutCode
