"""Where the stories, catalogs and profiles lie: beside the installed package, else in the checkout.

Nothing lists them. A file that is there is found, by its path below the folder without `.yaml`.
"""

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import rosterproof
from rosterproof.document import nearest
from rosterproof.errors import NothingSelected, SetupError

#: Folders of the library that hold no stories.
NO_STORIES = ("catalogs", "guide", "profiles", "samples")


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class StoryFile:
    """A story that can be read, and what it is called."""

    id: str
    file: Path


@cache
def root() -> Path:
    """The folder of the stories."""
    package = Path(rosterproof.__file__).resolve().parent
    for folder in (package / "scenarios", package.parents[1] / "scenarios"):
        if (folder / "scenario.schema.json").is_file():
            return folder
    raise SetupError("the folder with the scenarios is missing", hint="install Rosterproof again")


@cache
def schema(name: str) -> Any:
    """The JSON Schema `name`.schema.json of the library."""
    return json.loads((root() / f"{name}.schema.json").read_text(encoding="utf-8"))


def stories() -> dict[str, StoryFile]:
    """Every story of the library by id, in order."""
    found = {}
    for file in sorted(root().rglob("*.yaml")):
        relative = file.relative_to(root())
        if relative.parts[0] not in NO_STORIES:
            name = relative.with_suffix("").as_posix()
            found[name] = StoryFile(id=name, file=file)
    return found


def named(folder: str) -> dict[str, Path]:
    """The files of one folder of the library by name."""
    return {file.stem: file for file in sorted((root() / folder).glob("*.yaml"))}


def lookup(name: str, *, kind: str, beside: Path | None = None) -> Path:
    """The file of a catalog or profile, by its name or, ending in `.yaml`, by its path from the folder `beside`.

    Raises:
        SetupError: there is none.
    """
    if name.endswith((".yaml", ".yml")):
        return (beside or Path()) / name
    known = named(f"{kind}s")
    if name not in known:
        raise SetupError(f"there is no {kind} '{name}'", hint=nearest.hint(name, known))
    return known[name]


def select(wanted: str) -> list[StoryFile]:
    """The stories that one word of a selection means: a file, an id, the last part of an id, or a pattern with `*`.

    Raises:
        SetupError: it is the path of a file, and there is no such file.
        NothingSelected: no story is called so.
    """
    if wanted.endswith((".yaml", ".yml")):
        file = Path(wanted)
        if not file.is_file():
            raise SetupError("there is no such file", where=wanted, hint="`rosterproof list scenarios` lists ids")
        return [at_path(file)]
    known = stories()
    found = [
        story
        for name, story in known.items()
        if name == wanted or name.rpartition("/")[2] == wanted or fnmatchcase(name, wanted)
    ]
    if not found:
        names = {*known, *(name.rpartition("/")[2] for name in known)}
        raise NothingSelected(f"no scenario is called '{wanted}'", hint=nearest.hint(wanted, names))
    return found


def at_path(file: Path) -> StoryFile:
    """The story in a file anywhere: known by its id if it lies in the library, else by the name of the file."""
    try:
        inside = file.resolve().relative_to(root())
    except ValueError:
        return StoryFile(id=file.stem, file=file)
    return StoryFile(id=inside.with_suffix("").as_posix(), file=file)
