"""A compiled story: who does what when, in terms that the driver can carry out without a further thought.

Only what the world itself decides is still open: the employee ids that hires will get.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from rosterproof.policy import Policy
from rosterproof.scenario.absent import Code
from rosterproof.scenario.story import Story


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordChange:
    """HR records `change`, which lacks only the ids of the person and of the manager."""

    person: str
    change: Mapping[str, Any]
    #: A person of the story, `TOP`, None for nobody, or ABSENT where the change is not about the manager.
    manager: Code
    #: The place, among the changes that the story records about single people, of the one that this takes back.
    voids: int | None = None
    #: The kind of that change; empty where nothing is taken back.
    taken_back: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reshape:
    """HR changes the shape of the company: `body` goes to a resource of the control plane as it is."""

    resource: Literal["restructurings", "acquisitions"]
    body: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class DismissAll:
    """HR records the same last day for everyone who is in a department then."""

    department: str
    effective_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepCode:
    """HR keeps a code on one of its lists; `body` is what the control plane is told of it."""

    list: str
    code: str
    body: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Remap:
    """The customer has some fields mapped otherwise."""

    fields: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Learn:
    """A learner starts, passes or fails a course."""

    person: str
    course: str
    action: Literal["start", "pass", "fail"]
    score: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrollByHand:
    """An administrator enrolls someone."""

    person: str
    course: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PutRule:
    """An administrator puts a rule in force; `body` is the whole rule as the control plane takes it."""

    rule_id: str
    body: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatPeople:
    """An administrator announces a class of a day and books people on it, in their order."""

    course: str
    seats: int
    on: date
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class EditProfile:
    """An administrator changes a profile by hand."""

    person: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordElsewhere:
    """An administrator records a training that was done elsewhere: of one person, or of everyone in a department."""

    course: str
    completed_at: datetime
    score: float | None
    #: One of the two.
    person: str | None = None
    department: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TakePassBack:
    """An administrator takes back somebody's last pass of a course."""

    person: str
    course: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenSession:
    """A learner signs in and stays signed in."""

    person: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Arm:
    """A fault is armed; `fault` lacks only the id of the person it is about."""

    fault: Mapping[str, Any]
    person: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskBoth:
    """An auditor asks both systems about a day."""

    person: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RunIdle:
    """The connector works so many times although nothing happens."""

    cycles: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Disarm:
    """Every fault is over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A checkpoint."""

    name: str


#: What HR does to more than one person.
OfMany = Reshape | DismissAll | KeepCode
#: What happens in the LMS.
AtTheLms = Learn | EnrollByHand | EditProfile | PutRule | RecordElsewhere | SeatPeople | TakePassBack | OpenSession
#: What happens in neither system.
Halt = AskBoth | RunIdle | Look
#: What an administrator of the LMS does.
Administration = EnrollByHand | EditProfile | PutRule | RecordElsewhere | SeatPeople | TakePassBack
Action = RecordChange | OfMany | Remap | AtTheLms | Arm | Disarm | Halt


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedStep:
    """One step, ready to be carried out."""

    at: datetime
    line: int
    action: Action
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A story with a seed and a policy."""

    story: Story
    seed: int
    policy: Policy
    steps: tuple[PlannedStep, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The plan as text, one line per step: what `--dry-run` prints and reports show."""
        return tuple(f"{step.at:%Y-%m-%d %H:%M}  {step.text}" for step in self.steps)
