"""A profile: which stories make a certificate, and how much each check weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    found = [_story(document, place, wanted) for place, wanted in enumerate(document.data["scenarios"])]
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise InvalidFile(file, problems)
    return Profile(
        name=document.data["name"],
        title=document.data["title"],
        stories=tuple(one for one in found if isinstance(one, StoryFile)),
        severities=document.data["severities"],
        valid_days=document.data.get("valid_days", VALID_DAYS),
        document=document,
    )


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
