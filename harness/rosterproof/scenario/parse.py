"""A scenario file to a story, or to the list of its mistakes."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from rosterproof.document import Document, check_shape, nearest, read
from rosterproof.errors import InvalidFile, Problem, SetupError
from rosterproof.policy import read_policy
from rosterproof.scenario.calendar import Impossible, day, moment, start_of
from rosterproof.scenario.catalog import read_catalog
from rosterproof.scenario.library import StoryFile, lookup, schema
from rosterproof.scenario.model import STEPS, Deed
from rosterproof.scenario.people import people_problems
from rosterproof.scenario.story import Step, Story
from rosterproof.settings import field_problems, fields_schema

CATALOG = "plant"
START = "2026-03-02"
SIZE = 20
#: Where a scenario holds rules of a mapping; they are as in a mapping file.
_MAPPED = fields_schema(
    {
        "mapping": {"$ref": "#/$defs/fields"},
        "steps": {"items": {"properties": {"change_mapping": {"properties": {"fields": {"$ref": "#/$defs/fields"}}}}}},
    }
)


def read_story(story: StoryFile) -> Story:
    """Read and check a story.

    Raises:
        InvalidFile: with every mistake, each with its line.
    """
    document = read(story.file, what="scenario")
    check_shape(document, schema("scenario"))
    policy = read_policy(document)
    check_shape(document, _MAPPED)
    data = document.data
    problems: list[Problem] = []
    start = _start(document, problems)
    steps = tuple(_steps(document, start, problems))
    catalog = _catalog(document)
    problems += [
        *people_problems(steps),
        *_catalog_problems(document, catalog),
        *_shape_problems(document),
        *_mapping_problems(document),
    ]
    if problems:
        raise InvalidFile(story.file, problems)
    return Story(
        id=story.id,
        file=story.file,
        title=data["title"],
        why=data["why"],
        tags=tuple(data.get("tags", ())),
        requirements=tuple(data.get("requirements", ())),
        needs=tuple(data.get("needs", ())),
        size=data.get("company", {}).get("size", SIZE),
        start=start,
        policy=policy,
        mapping=tuple(data.get("mapping", ())),
        catalog=catalog,
        steps=steps,
    )


def _start(document: Document, problems: list[Problem]) -> datetime:
    try:
        return start_of(document.data.get("start", START))
    except Impossible as impossible:
        problems.append(document.problem(["start"], str(impossible)))
        return start_of(START)


def _steps(document: Document, start: datetime, problems: list[Problem]) -> Iterator[Step]:
    """The steps, dated; one that cannot be dated counts as being at the instant of the step before."""
    now, before = start, 0
    for place, step in enumerate(document.data["steps"]):
        verb, keys = next(iter(step.items()))
        path = ["steps", place, verb]
        written = "by" if "by" in keys else "at"
        try:
            at = moment(keys[written], start, now) if written in keys else now
            deed = _deed(verb, keys, start, at)
        except Impossible as impossible:
            problems.append(document.problem([*path, "on" if "on" in keys else written], str(impossible)))
            continue
        if at < now:
            what = f"time goes backwards: {at:%Y-%m-%d %H:%M} comes after {now:%Y-%m-%d %H:%M} on line {before}"
            problems.append(document.problem([*path, written], what))
            at = now
        now, before = at, document.line(path)
        yield Step(line=before, at=at, deed=deed)


def _deed(verb: str, keys: Mapping[str, Any], start: datetime, at: datetime) -> Deed:
    deed = STEPS[verb]
    said: dict[str, Any] = {
        "alias" if key == "as" else key: tuple(value) if isinstance(value, list) else value
        for key, value in keys.items()
        if key not in ("at", "by", "on", "completed")
    }
    if any(field.name == "on" for field in fields(deed)):
        said["on"] = day(keys["on"], start) if "on" in keys else at.date()
    if "until" in keys:
        said["until"] = day(keys["until"], start)
    if "fields" in keys:
        said["fields"] = tuple(keys["fields"])
    if any(field.name == "completed" for field in fields(deed)):
        said["completed"] = moment(keys["completed"], start, at) if "completed" in keys else at
    return deed(**said)


def _catalog(document: Document) -> Mapping[str, Any]:
    try:
        file = lookup(document.data.get("catalog", CATALOG), kind="catalog", beside=document.file.parent)
    except SetupError as missing:
        raise InvalidFile(document.file, [document.problem(["catalog"], missing.what, missing.hint)]) from None
    return read_catalog(file)


def _catalog_problems(document: Document, catalog: Mapping[str, Any]) -> Iterator[Problem]:
    """Courses and rules that a step names and the catalog does not know."""
    known = {
        "course": [course["code"] for course in catalog["courses"]],
        "rule": [rule["rule_id"] for rule in catalog["rules"]],
    }
    for place, step in enumerate(document.data["steps"]):
        verb, keys = next(iter(step.items()))
        for what, names in known.items():
            named = keys.get(what)
            if named is not None and named not in names:
                told = f"there is no {what} '{named}' in the catalog"
                yield document.problem(["steps", place, verb, what], told, nearest.hint(named, names))


def _mapping_problems(document: Document) -> Iterator[Problem]:
    yield from field_problems(document, ["mapping"], document.data.get("mapping", ()))
    for place, step in enumerate(document.data["steps"]):
        if "change_mapping" in step:
            yield from field_problems(
                document, ["steps", place, "change_mapping", "fields"], step["change_mapping"]["fields"]
            )


def _shape_problems(document: Document) -> Iterator[Problem]:
    steps = document.data["steps"]
    for place, step in enumerate(steps):
        if not {"department", "location", "manager"} & step.get("transfer", {"manager": None}).keys():
            what = "a transfer needs a new department, location or manager"
            yield document.problem(["steps", place, "transfer"], what)
    if "checkpoint" not in steps[-1]:
        hint = "end the story with a checkpoint: - checkpoint: {by: +1h}"
        yield document.problem(["steps", len(steps) - 1], "nobody looks at what comes of this step", hint)
