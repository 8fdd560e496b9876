"""The closed language of stories: one frozen class per verb.

A new verb is one class here, or in `lms_deed`, in `Deed`, and its keys in `scenarios/scenario.schema.json`. The class
is named like the verb and its first docstring line is what `rosterproof list steps` prints. Keys of a step that may be
left out, where leaving out means something else than null, are `ABSENT`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from rosterproof.scenario.absent import ABSENT, TOP, Absent, Code
from rosterproof.scenario.lms_deed import LmsDeed
from rosterproof.scenario.mass_deed import MassDeed

Fault = Literal["throttle", "refuse", "outage", "drop_answer", "deliver_twice", "rename_field"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hire:
    """HR records a hire."""

    alias: str
    on: date
    title: Code = ABSENT
    department: Code = ABSENT
    location: Code = ABSENT
    manager: str | None = TOP
    given_name: str | Absent = ABSENT
    family_name: Code = ABSENT
    email: Code = ABSENT
    national_id: Code = ABSENT
    employee_number: str | Absent = ABSENT
    worker_type: str | Absent = ABSENT
    legal_entity: Code = ABSENT
    sparse: bool | Absent = ABSENT
    custom: Mapping[str, Any] | Absent = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveStart:
    """HR moves the first day of the latest hire or rehire."""

    who: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RescindHire:
    """HR takes back the latest hire or rehire: it never comes about; a no-show is one too."""

    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehire:
    """HR records a new employment of somebody who left, under the same employee id."""

    who: str
    on: date
    title: Code = ABSENT
    department: Code = ABSENT
    location: Code = ABSENT
    manager: str | None = TOP
    worker_type: str | Absent = ABSENT
    legal_entity: Code = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Promote:
    """HR records a new job title."""

    who: str
    on: date
    title: str
    job: int | Absent = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Demote:
    """HR records a lower job title."""

    who: str
    on: date
    title: str
    job: int | Absent = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer:
    """HR records a new department, location or manager."""

    who: str
    on: date
    department: Code = ABSENT
    location: Code = ABSENT
    manager: Code = ABSENT
    job: int | Absent = ABSENT


@dataclass(frozen=True, kw_only=True, slots=True)
class AddJob:
    """HR records one more job at the same time; the primary job stays what it is."""

    who: str
    on: date
    job: int
    title: Code = ABSENT
    department: Code = ABSENT
    location: Code = ABSENT
    manager: str | None = TOP


@dataclass(frozen=True, kw_only=True, slots=True)
class EndJob:
    """HR records the last day of one of several jobs."""

    who: str
    on: date
    job: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchJob:
    """HR makes another of several jobs the primary one."""

    who: str
    on: date
    job: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Convert:
    """HR makes a contractor an employee, or an employee a contractor."""

    who: str
    on: date
    worker_type: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StartLeave:
    """HR records the first day of a leave; only `return` ends it."""

    who: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Return:
    """HR records the first day back from a leave."""

    who: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Rename:
    """HR records a new name."""

    who: str
    on: date
    given_name: str
    family_name: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeEmail:
    """HR records a new email."""

    who: str
    on: date
    email: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeFields:
    """HR records new values of custom fields."""

    who: str
    on: date
    custom: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Terminate:
    """HR records the last day worked; `immediate: true` ends employment at that instant."""

    who: str
    on: date
    immediate: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RescindTermination:
    """HR withdraws the latest termination, before or after it took effect."""

    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeBack:
    """HR takes back its last step of a kind about somebody: it was never so."""

    who: str
    step: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeMapping:
    """The customer has some fields mapped otherwise; it holds from the next cycle on, for everybody."""

    fields: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Audit:
    """An auditor asks both systems how it was with somebody on a day, as known then and as known now."""

    who: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Idle:
    """The connector has so many cycles at this instant, in which it has nothing to do."""

    cycles: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ArmFault:
    """The network or a server misbehaves from here on."""

    kind: Fault
    system: Literal["hris", "lms"]
    operation: str | None = None
    event: str | None = None
    who: str | None = None
    mentions: str | None = None
    times: int | None = None
    retry_after: int | None = None
    field: str | None = None
    to: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mend:
    """Whatever misbehaves is mended: no fault is armed any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """The connector has its cycle, and both systems are looked at."""


#: What HR records about one person.
HrDeed = (
    Hire
    | MoveStart
    | RescindHire
    | Rehire
    | Promote
    | Demote
    | Transfer
    | AddJob
    | EndJob
    | SwitchJob
    | Convert
    | StartLeave
    | Return
    | Rename
    | ChangeEmail
    | ChangeFields
    | Terminate
    | RescindTermination
    | TakeBack
)
Deed = HrDeed | MassDeed | ChangeMapping | LmsDeed | Audit | Idle | ArmFault | Mend | Checkpoint


def verb_of(deed: type) -> str:
    """The verb of a step class."""
    name = "Fault" if deed is ArmFault else deed.__name__
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


#: Verb -> step class, in the order in which the language is told.
STEPS: Mapping[str, type[Deed]] = {verb_of(deed): deed for deed in get_args(Deed)}
