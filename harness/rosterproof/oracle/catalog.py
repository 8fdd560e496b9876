"""The courses, paths, groups and assignment rules of the LMS, as scenarios/catalogs/README.md defines them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rosterproof.oracle.due import Anchors, due_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """A course, how long a pass stays valid, and what it has to do with other courses."""

    code: str
    validity: Mapping[str, Any] | None
    window_days: int
    grace_days: int
    pass_score: float
    accepts: tuple[str, ...]
    #: The course that this short one renews.
    renews: str | None
    requires: frozenset[str]
    kind: str = "online"
    version: int = 1
    max_attempts: int | None = None
    score_policy: str = "latest"
    retakes: bool = False

    def takes(self, attempts: int, score: float | None) -> bool:
        """Whether another result is taken after so many, and a score is enough to pass, where there is one."""
        left = self.max_attempts is None or attempts < self.max_attempts
        return left and (score is None or score >= self.pass_score)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Who must take one or several courses, and by when."""

    rule_id: str
    version: int
    courses: tuple[str, ...]
    audience: Mapping[str, Any]
    exclude: Mapping[str, Any] | None
    due: Mapping[str, Any]
    priority: int
    #: The custom field with the values for each of which the courses are wanted.
    per: str | None
    on_event: str | None
    minimum_holders: int | None
    active: bool

    def instances(self, custom: Mapping[str, Any]) -> tuple[str, ...]:
        """What of several the courses are wanted for; the empty instance where the rule knows only one.

        >>> _rule({"rule_id": "r", "audience": {}, "due": {}, "per": "f"}, ()).instances({"f": " S7;;S6; S7"})
        ('S6', 'S7')
        """
        if self.per is None:
            return ("",)
        told = custom.get(self.per)
        parts = told.split(";") if isinstance(told, str) else ()
        return tuple(sorted({part.strip() for part in parts} - {""}))

    def due_on(self, anchors: Anchors) -> date | None:
        """The due date for somebody with these days."""
        return due_day(self.due, anchors)

    @property
    def standing(self) -> bool:
        """Whether it asks of everyone it means, all the time."""
        return self.active and self.on_event is None and self.minimum_holders is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """What the LMS was seeded with, in order, and the rules as they are now."""

    courses: Mapping[str, Course]
    rules: tuple[Rule, ...]
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Group -> the audience that belongs to it without having been put into it.
    groups: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    #: Course -> the short course that renews it.
    short: Mapping[str, str] = field(default_factory=dict)
    #: Course -> those that stand before it in an ordered path.
    before: Mapping[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Mapping[str, Any]) -> "Catalog":
        """Read the catalog as it stands in evidence."""
        paths = {row["path"]: tuple(row["courses"]) for row in catalog.get("paths", ())}
        before: dict[str, set[str]] = {}
        for row in catalog.get("paths", ()):
            for earlier, code in zip(row["courses"], row["courses"][1:], strict=False):
                if row.get("ordered", False):
                    before.setdefault(code, set()).add(earlier)
        courses = {row["code"]: _course(row, before.get(row["code"], set())) for row in catalog["courses"]}
        return cls(
            courses=courses,
            rules=tuple(_rule(row, _taught(row, paths)) for row in catalog["rules"]),
            paths=paths,
            groups={row["group"]: row.get("audience") for row in catalog.get("groups", ())},
            short=_short(courses),
            before=before,
        )

    def published(self, row: Mapping[str, Any]) -> "Catalog":
        """The catalog with a course in its next version; a new course is the last."""
        code = row["code"]
        version = self.courses[code].version + 1 if code in self.courses else 1
        courses = {**self.courses, code: replace(_course(row, self.before.get(code, set())), version=version)}
        return replace(self, courses=courses, short=_short(courses))

    def changed(self, row: Mapping[str, Any]) -> "Catalog":
        """The catalog with a rule in its new version; a new rule is the last."""
        rule = _rule(row, _taught(row, self.paths))
        known = any(old.rule_id == rule.rule_id for old in self.rules)
        rules = tuple(rule if old.rule_id == rule.rule_id else old for old in self.rules)
        return replace(self, rules=rules if known else (*rules, rule))

    def rule(self, rule_id: str | None) -> Rule | None:
        """The rule of this name."""
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)

    def conditions(self) -> Iterator[Mapping[str, Any]]:
        """Every audience that a rule means or leaves out."""
        for rule in self.rules:
            yield rule.audience
            yield rule.exclude or {}


def _short(courses: Mapping[str, Course]) -> dict[str, str]:
    """Course -> the first in the catalog that renews it."""
    short: dict[str, str] = {}
    for course in courses.values():
        if course.renews is not None:
            short.setdefault(course.renews, course.code)
    return short


def _course(row: Mapping[str, Any], before: set[str]) -> Course:
    return Course(
        code=row["code"],
        validity=row.get("validity"),
        window_days=row.get("window_days", 0),
        grace_days=row.get("grace_days", 0),
        pass_score=row.get("pass_score", 0),
        accepts=tuple(row.get("accepts", ())),
        renews=row.get("renews"),
        requires=frozenset(row.get("requires", ())) | before,
        kind=row.get("kind", "online"),
        version=row.get("version", 1),
        max_attempts=row.get("max_attempts"),
        score_policy=row.get("score_policy", "latest"),
        retakes=row.get("retakes", False),
    )


def _taught(row: Mapping[str, Any], paths: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return paths[row["path"]] if row.get("path") else (row["course"],)


def _rule(row: Mapping[str, Any], courses: tuple[str, ...]) -> Rule:
    return Rule(
        rule_id=row["rule_id"],
        version=row.get("version", 1),
        courses=courses,
        audience=row["audience"],
        exclude=row.get("exclude"),
        due=row["due"],
        priority=row.get("priority", 0),
        per=row.get("per"),
        on_event=row.get("on_event"),
        minimum_holders=row.get("minimum_holders"),
        active=row.get("active", True),
    )
