"""Content: packages that are imported for a course, what can be launched in them, and why one was refused."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

ContentStandard = Literal["cmi5", "scorm_1.2", "scorm_2004"]
ImportState = Literal["done", "failed"]
MoveOn = Literal["Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"]
LaunchMethod = Literal["OwnWindow", "AnyWindow"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Objection:
    """One thing that is wrong: `code` is stable, `where` names the file or the element, `what` says it in words."""

    code: str
    where: str
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Launchable:
    """What a learner opens: an assignable unit of cmi5, or a SCO with the item that leads to it.

    `launch_id` is its own id, as the package gives it. `mastery_score` is scaled, from -1 to 1.
    """

    launch_id: str
    title: str
    url: str
    mastery_score: float | None = None
    #: The rest is of cmi5 only.
    move_on: MoveOn = "NotApplicable"
    launch_method: LaunchMethod = "AnyWindow"
    launch_parameters: str | None = None
    entitlement_key: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """What was read out of a package. `publisher_id` is the id that the one who made it gave the whole."""

    standard: ContentStandard
    publisher_id: str
    title: str
    launchables: tuple[Launchable, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ContentImport:
    """An import and what became of it; without a package there are errors."""

    import_id: str
    course: str
    state: ImportState
    received_at: datetime
    bytes: int
    sha256: str
    package: Package | None = None
    errors: tuple[Objection, ...] = field(default_factory=tuple)
