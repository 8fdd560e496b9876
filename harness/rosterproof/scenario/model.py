"""The closed language of stories: one frozen class per verb.

A new verb is one class here, in `Deed`, and its keys in `scenarios/scenario.schema.json`. The class is named like the
verb and its first docstring line is what `rosterproof list steps` prints. Keys of a step that may be left out, where
leaving out means something else than null, are `ABSENT`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args


class Absent(Enum):
    """Not said, which is not the same as null."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
#: The manager who is the head of the company.
TOP = "top"

Code = str | Absent | None
Fault = Literal["throttle", "drop_answer", "deliver_twice"]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Promote:
    """HR records a new job title."""

    who: str
    on: date
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer:
    """HR records a new department, location or manager."""

    who: str
    on: date
    department: Code = ABSENT
    location: Code = ABSENT
    manager: Code = ABSENT


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
class Terminate:
    """HR records the last day worked; `immediate: true` ends employment at that instant."""

    who: str
    on: date
    immediate: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Enroll:
    """An administrator of the LMS enrolls someone by hand."""

    who: str
    course: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Start:
    """A learner opens a course."""

    who: str
    course: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """A learner passes a course."""

    who: str
    course: str
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fail:
    """A learner fails a course."""

    who: str
    course: str
    score: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIn:
    """A learner signs in to the LMS and stays signed in."""

    who: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArmFault:
    """The network or a server misbehaves from here on."""

    kind: Fault
    system: Literal["hris", "lms"]
    operation: str | None = None
    event: str | None = None
    who: str | None = None
    times: int = 1
    retry_after: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """The connector has its cycle, and both systems are looked at."""


Deed = (
    Hire
    | Promote
    | Transfer
    | Rename
    | ChangeEmail
    | Terminate
    | Enroll
    | Start
    | Pass
    | Fail
    | SignIn
    | ArmFault
    | Checkpoint
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One line of a story, dated."""

    line: int
    at: datetime
    deed: Deed


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """A scenario file, read and checked."""

    id: str
    file: Path
    title: str
    why: str
    tags: tuple[str, ...]
    requirements: tuple[str, ...]
    size: int
    start: datetime
    #: The knobs that the story turns.
    policy: Mapping[str, Any]
    #: Courses and rules as the control plane takes them.
    catalog: Mapping[str, Any]
    steps: tuple[Step, ...]


def _verb(deed: type) -> str:
    name = "Fault" if deed is ArmFault else deed.__name__
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


#: Verb -> step class, in the order in which the language is told.
STEPS: Mapping[str, type[Deed]] = {_verb(deed): deed for deed in get_args(Deed)}
