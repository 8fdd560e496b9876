"""The catalog as it is now: what the world was made with, and the rules as they were changed since."""

import json
from bisect import bisect_right
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from rosterproof_sim.domain.rules.catalog_reading import check_catalog, rule_from
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.words.catalog import Catalog, Rule
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store import tables
from rosterproof_sim.store.database import Store

_VERSIONS = tables.rule_versions
_MEMBERS = tables.group_members
_ALL = select(_VERSIONS).order_by(_VERSIONS.c.sequence)
_ADD = insert(_VERSIONS)
_JOIN = insert(_MEMBERS).prefix_with("OR IGNORE")
_LEAVE = delete(_MEMBERS).where(_MEMBERS.c.group == bindparam("which"), _MEMBERS.c.user_id == bindparam("whom"))


class Rulebook:
    """Reads the rules once, and again when the database holds other ones."""

    def __init__(self, store: Store, founded: Catalog) -> None:
        self._store = store
        self._founded = founded
        self._current: Curriculum | None = None
        #: When each change of a rule came; and the catalogs after so many of them, as far as somebody asked.
        self._since: list[datetime] | None = None
        self._earlier: dict[int, Curriculum] = {}
        store.keep(self)

    def current(self) -> Curriculum:
        """Return the catalog with every rule in its newest version."""
        if self._current is None:
            with self._store.transaction() as db:
                self._current = Curriculum(self._with(self.versions(db)))
        return self._current

    def at(self, instant: datetime) -> Curriculum:
        """Return the catalog with every rule in the version of an instant; before the first change, as it was made."""
        with self._store.transaction() as db:
            if self._since is None:
                self._since = list(db.execute(select(_VERSIONS.c.since).order_by(_VERSIONS.c.sequence)).scalars())
            count = bisect_right(self._since, instant)
            if count == len(self._since):
                return self.current()
            if count not in self._earlier:
                self._earlier[count] = Curriculum(self._with(self.versions(db)[:count]))
        return self._earlier[count]

    def versions(self, db: Connection) -> list[Rule]:
        """Return the changed rules, every version, in the order in which they were changed."""
        return [rule_from(json.loads(row["rule"]), "") for row in db.execute(_ALL).mappings()]

    def put(self, db: Connection, rule: Rule, since: datetime) -> Rule:
        """Make this the newest version of a rule; a rule of a new name comes last. Raises Invalid."""
        before = next((each for each in self.current().catalog.rules if each.rule_id == rule.rule_id), None)
        rule = replace(rule, version=1 if before is None else before.version + 1)
        check_catalog(self._with([*self.versions(db), rule]))
        text = json.dumps(written(rule), ensure_ascii=False)
        db.execute(_ADD, {"rule_id": rule.rule_id, "version": rule.version, "rule": text, "since": since})
        self.forget()
        return rule

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

    def _with(self, rules: list[Rule]) -> Catalog:
        catalog = self._founded
        for rule in rules:
            catalog = _replaced(catalog, rule)
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


def _replaced(catalog: Catalog, rule: Rule) -> Catalog:
    if any(each.rule_id == rule.rule_id for each in catalog.rules):
        rules = tuple(rule if each.rule_id == rule.rule_id else each for each in catalog.rules)
    else:
        rules = (*catalog.rules, rule)
    return replace(catalog, rules=rules)
