"""The catalog as it is now: what the world was made with, and the courses and rules as they were changed since."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from rosterproof_sim.domain.rules.catalog_reading import check_catalog, course_from, rule_from
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.words.catalog import Catalog, Course, CourseVersion, Rule
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import groups, tables
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.database import Store

_VERSIONS = tables.catalog_versions
_MEMBERS = tables.group_members
_ALL = select(_VERSIONS).order_by(_VERSIONS.c.sequence)
_ADD = insert(_VERSIONS)
_JOIN = insert(_MEMBERS).prefix_with("OR IGNORE")
_LEAVE = delete(_MEMBERS).where(_MEMBERS.c.group == bindparam("which"), _MEMBERS.c.user_id == bindparam("whom"))


class Rulebook:
    """Reads the changes once, and again when the database holds other ones."""

    def __init__(self, store: Store, founded: Catalog) -> None:
        self._store = store
        self._founded = founded
        self._current: Curriculum | None = None
        #: When each change came; and the catalogs after so many of them, as far as somebody asked.
        self._since: list[datetime] | None = None
        self._earlier: dict[int, Curriculum] = {}
        store.keep(self)

    def current(self) -> Curriculum:
        """Return the catalog with every course and rule in its newest version."""
        if self._current is None:
            with self._store.transaction() as db:
                self._current = Curriculum(self._with(self._changes(db)))
        return self._current

    def at(self, instant: datetime) -> Curriculum:
        """Return the catalog in the versions of an instant; before the first change, as the world was made with it."""
        with self._store.transaction() as db:
            if self._since is None:
                self._since = list(db.execute(select(_VERSIONS.c.since).order_by(_VERSIONS.c.sequence)).scalars())
            count = bisect_right(self._since, instant)
            if count == len(self._since):
                return self.current()
            if count not in self._earlier:
                self._earlier[count] = Curriculum(self._with(self._changes(db)[:count], keep_removed=True))
        return self._earlier[count]

    def versions(self, db: Connection) -> list[Rule]:
        """Return the changed rules, every version, in the order in which they were changed."""
        return [rule_from(json.loads(row["rule"]), "") for row in db.execute(_ALL).mappings()]

    def put(self, db: Connection, rule: Rule, since: datetime) -> Rule:
        """Make this the newest version of a rule; a rule of a new name comes last. Raises Invalid."""
        before = next((each for each in self.current().catalog.rules if each.rule_id == rule.rule_id), None)
        rule = replace(rule, version=1 if before is None else before.version + 1)
        self._keep(db, rule, rule.rule_id, since)
        return rule

    def publish(self, db: Connection, course: Course, since: datetime, retake_within_days: int | None) -> Course:
        """Make this the newest version of a course; a course of a new code comes last. Raises Invalid."""
        before = self.current().find(course.code)
        course = replace(course, version=1 if before is None else before.version + 1)
        self._keep(db, course, course.code, since, retake_within_days)
        return course

    def course_versions(self, db: Connection, code: str) -> list[CourseVersion]:
        """Return every version of a course, oldest first."""
        published = db.execute(_ALL.where(_VERSIONS.c.kind == "course", _VERSIONS.c.name == code)).mappings()
        founded = [each for each in self._founded.courses if each.code == code]
        found: list[tuple[Course, datetime | None, int | None]] = [(each, None, None) for each in founded]
        for row in published:
            course = course_from(json.loads(row["written"]), "")
            found.append((course, row["since"], row["retake_within_days"]))
        return [
            CourseVersion(version=course.version, published_at=since, retake_within_days=days, course=course)
            for course, since, days in found
        ]

    def proposed(self, rule: Rule) -> Curriculum:
        """Return the catalog as it would be with a rule. Raises Invalid."""
        catalog = _replaced(self.current().catalog, rule)
        check_catalog(catalog)
        return Curriculum(catalog)

    @property
    def waiting(self) -> int:
        """Nothing waits to be written."""
        return 0

    def flush(self, db: Connection) -> None:
        """Write nothing more."""

    def forget(self) -> None:
        """Drop the copy: the database holds other rules now."""
        self._current = None
        self._since = None
        self._earlier = {}

    def _keep(
        self, db: Connection, changed: Course | Rule, name: str, since: datetime, retake_within_days: int | None = None
    ) -> None:
        check_catalog(self._with([*self._changes(db), changed]))
        row = {
            "kind": "course" if isinstance(changed, Course) else "rule",
            "name": name,
            "version": changed.version,
            "written": json.dumps(written(changed), ensure_ascii=False),
            "since": since,
            "retake_within_days": retake_within_days,
        }
        db.execute(_ADD, row)
        self.forget()

    def _changes(self, db: Connection) -> list[Course | Rule]:
        """Return what was changed, every version, in the order in which it was."""
        return [
            (course_from if row["kind"] == "course" else rule_from)(json.loads(row["written"]), "")
            for row in db.execute(_ALL).mappings()
        ]

    def _with(self, changes: Sequence[Course | Rule], *, keep_removed: bool = False) -> Catalog:
        with self._store.transaction() as db:
            catalog = groups.applied(self._founded, groups.own(db).values(), keep_removed=keep_removed)
        for each in changes:
            catalog = _replaced(catalog, each)
        return catalog


def join(db: Connection, group: str, user_id: str) -> None:
    """Put an account into a group."""
    db.execute(_JOIN, {"group": group, "user_id": user_id})


def leave(db: Connection, group: str, user_id: str) -> None:
    """Take an account out of a group."""
    db.execute(_LEAVE, {"which": group, "whom": user_id})


def memberships(db: Connection) -> dict[str, frozenset[str]]:
    """Return the groups that each account was put into, by user id."""
    found: dict[str, set[str]] = {}
    for row in db.execute(select(_MEMBERS)).mappings():
        found.setdefault(row["user_id"], set()).add(row["group"])
    return {user_id: frozenset(groups) for user_id, groups in found.items()}


def _replaced(catalog: Catalog, changed: Course | Rule) -> Catalog:
    """Return the catalog with a course or a rule in place of the one of its name, or behind all others."""
    if isinstance(changed, Course):
        same = any(each.code == changed.code for each in catalog.courses)
        courses = tuple(changed if each.code == changed.code else each for each in catalog.courses)
        return replace(catalog, courses=courses if same else (*courses, changed))
    same = any(each.rule_id == changed.rule_id for each in catalog.rules)
    rules = tuple(changed if each.rule_id == changed.rule_id else each for each in catalog.rules)
    return replace(catalog, rules=rules if same else (*rules, changed))
