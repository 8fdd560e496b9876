"""Everyone the LMS has an account for, found by what others may depend on: name, manager, location."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rosterproof.oracle.catalog import Catalog
from rosterproof.oracle.due import thresholds
from rosterproof.oracle.learning import Account


class Roster:
    """The accounts, the catalog they are looked at with, and the present instant."""

    def __init__(self, catalog: Catalog, start: datetime) -> None:
        self.accounts: dict[str, Account] = {}
        self.now = start
        self.set_catalog(catalog)
        self._ids: dict[tuple[str, str | None], set[str]] = {}
        self._number: dict[str, int] = {}

    def set_catalog(self, catalog: Catalog) -> None:
        """Look at people with this catalog from now on."""
        self.catalog = catalog
        #: Numbers of days since the hire date at which somebody's place in an audience may change.
        self.tenures = sorted({bound for each in catalog.conditions() for bound in _tenure_bounds(each, catalog)})
        #: Numbers of hours at which somebody's work falls due.
        self.hours = frozenset(each for rule in catalog.rules for each in thresholds(rule.due))
        #: How many managers up somebody's profile may matter.
        active = replace(catalog, rules=tuple(rule for rule in catalog.rules if rule.active))
        self.depth = max((_depth(each, catalog) for each in active.conditions()), default=0)

    def open(self, account: Account, fields: Mapping[str, Any]) -> None:
        """Take in a new account."""
        self._number[account.account_id] = len(self._number)
        self.accounts[account.account_id] = account
        self.write(account, fields)

    def write(self, account: Account, fields: Mapping[str, Any]) -> None:
        """Write fields into a profile; absent ones stay, and so do custom fields that are not named."""
        for name in _INDEXED:
            self._ids.get((name, account.profile.get(name)), set()).discard(account.account_id)
        custom = {**account.custom, **(fields.get("custom") or {})}
        account.profile.update(fields)
        if "custom" in fields:
            account.profile["custom"] = {name: value for name, value in custom.items() if value is not None}
        for name in _INDEXED:
            self._ids.setdefault((name, account.profile.get(name)), set()).add(account.account_id)

    def named(self, external_id: str) -> list[Account]:
        """The accounts of a person, oldest first."""
        return self._found("external_id", external_id)

    def reports(self, account: Account) -> Iterator[Account]:
        """Those with an open account who name this person as manager."""
        return (a for a in self._found("manager_external_id", account.profile["external_id"]) if a.active)

    def at(self, location: str) -> list[Account]:
        """Those with an open account at a location, oldest first."""
        return [a for a in self._found("location", location) if a.active]

    def concerned(self, accounts: Iterable[Account]) -> dict[str, Account]:
        """These and the managers above them whom a rule may mean or not mean because of them."""
        found = {account.account_id: account for account in accounts}
        layer = list(found.values())
        for _ in range(self.depth):
            managers = {account.profile.get("manager_external_id") for account in layer} - {None}
            layer = [boss for name in sorted(managers, key=str) for boss in self.named(str(name))]
            found.update((boss.account_id, boss) for boss in layer)
        return found

    def _found(self, name: str, value: str) -> list[Account]:
        ids = self._ids.get((name, value), set())
        return [self.accounts[key] for key in sorted(ids, key=self._number.__getitem__)]


_INDEXED = ("external_id", "manager_external_id", "location")


def _tenure_bounds(conditions: Mapping[str, Any], catalog: Catalog) -> Iterator[int]:
    if "tenure_days" in conditions:
        yield conditions["tenure_days"].get("at_least", 0)
        yield from (conditions["tenure_days"][name] for name in ("below",) if name in conditions["tenure_days"])
    for inner in _inner(conditions, catalog):
        yield from _tenure_bounds(inner, catalog)


def _depth(conditions: Mapping[str, Any], catalog: Catalog) -> int:
    inner = max((_depth(each, catalog) for each in _inner(conditions, catalog)), default=0)
    return inner + ("manager_of" in conditions)


def _inner(conditions: Mapping[str, Any], catalog: Catalog) -> Iterator[Mapping[str, Any]]:
    """The conditions inside conditions, those of the groups that they name among them."""
    yield from conditions.get("any", ())
    yield from (catalog.groups.get(group) or {} for group in conditions.get("groups", ()))
    if "manager_of" in conditions:
        yield conditions["manager_of"]
