"""A profile: which stories make a certificate, and how much each check weighs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from rosterproof.document import Document, check_shape, nearest, read
from rosterproof.errors import InvalidFile, Problem
from rosterproof.scenario.library import StoryFile, lookup, schema, stories

#: Connectors and the systems that they join change several times a year.
VALID_DAYS = 90

Severity = Literal["must", "should", "info"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A certificate names its profile."""

    name: str
    title: str
    stories: tuple[StoryFile, ...]
    #: check id -> severity, in the order in which reports show them.
    severities: Mapping[str, Severity]
    #: tag of a story -> how much the story weighs; a must where no tag of it is weighed.
    weights: Mapping[str, Severity]
    #: How many days a certificate is valid.
    valid_days: int
    #: For errors that are noticed where the checks are known.
    document: Document

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The ids of its stories."""
        return tuple(story.id for story in self.stories)


def read_profile(name: str) -> Profile:
    """A profile by its name, or by the path of a file ending in `.yaml`.

    Raises:
        SetupError: there is no profile of this name.
        InvalidFile: the file holds mistakes; with all of them.
    """
    file = lookup(name, kind="profile")
    document = read(file, what="profile")
    check_shape(document, schema("profile"))
    found = [
        each for place, wanted in enumerate(document.data["scenarios"]) for each in _wanted(document, place, wanted)
    ]
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise InvalidFile(file, problems)
    return Profile(
        name=document.data["name"],
        title=document.data["title"],
        stories=tuple(dict.fromkeys(one for one in found if isinstance(one, StoryFile))),
        severities=_severities(document),
        weights=document.data.get("weights", {}),
        valid_days=document.data.get("valid_days", VALID_DAYS),
        document=document,
    )


def _severities(document: Document) -> Mapping[str, Severity]:
    """What each check weighs: said here, or in the profile that is named instead.

    Raises:
        SetupError: there is no profile of this name.
        InvalidFile: that one says it no more than this one does.
    """
    said = document.data["severities"]
    if isinstance(said, str):
        other = read(lookup(said, kind="profile", beside=document.file.parent), what="profile").data.get("severities")
        if not isinstance(other, Mapping):
            what = f"profile '{said}' has no severities of its own"
            raise InvalidFile(document.file, [document.problem(["severities"], what)])
        said = other
    return dict(said)


def _wanted(document: Document, place: int, wanted: str) -> Sequence[StoryFile | Problem]:
    """The stories that one line of a profile names: one, or those whose ids fit a pattern with `*`."""
    if "*" not in wanted:
        return [_story(document, place, wanted)]
    found = [story for name, story in stories().items() if fnmatchcase(name, wanted)]
    return found or [document.problem(["scenarios", place], f"there is no scenario like '{wanted}'")]


def _story(document: Document, place: int, wanted: str) -> StoryFile | Problem:
    if wanted.endswith((".yaml", ".yml")):
        file = document.file.parent / wanted
        if file.is_file():
            return StoryFile(id=Path(wanted).with_suffix("").as_posix(), file=file)
        return document.problem(["scenarios", place], f"there is no file {wanted}")
    known = stories()
    if wanted in known:
        return known[wanted]
    return document.problem(["scenarios", place], f"there is no scenario '{wanted}'", nearest.hint(wanted, known))
