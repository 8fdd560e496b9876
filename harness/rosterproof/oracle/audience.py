"""Whom a rule means: every condition of an audience, asked of one account among the others."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rosterproof.oracle.catalog import Rule
from rosterproof.oracle.learning import Account
from rosterproof.oracle.roster import Roster

#: Audience list of a rule -> profile field it is compared with.
_LISTS = {
    "job_titles": "job_title",
    "departments": "department",
    "locations": "location",
    "countries": "country",
    "worker_types": "worker_type",
}


def means(rule: Rule, account: Account, roster: Roster) -> bool:
    """Whether a rule means somebody."""
    if not fulfills(rule.audience, account, roster):
        return False
    return rule.exclude is None or not fulfills(rule.exclude, account, roster)


def fulfills(conditions: Mapping[str, Any], account: Account, roster: Roster) -> bool:
    """Whether somebody fulfills every condition; no conditions are fulfilled by everyone."""
    return all(_holds(name, wanted, account, roster) for name, wanted in conditions.items())


def _holds(name: str, wanted: Any, account: Account, roster: Roster) -> bool:
    if name in _LISTS:
        value = account.profile.get(_LISTS[name])
        return value is not None and value in wanted
    return _OTHERS[name](wanted, account, roster)


def _custom(wanted: Mapping[str, list[Any]], account: Account, _: Roster) -> bool:
    return all(any(_same(account.custom.get(field), value) for value in values) for field, values in wanted.items())


def _same(one: Any, other: Any) -> bool:
    """Whether two JSON values are alike, type and all; Python takes true for 1, JSON does not."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _tenure(span: Mapping[str, int], account: Account, roster: Roster) -> bool:
    if account.hired is None:
        return False
    days = (account.today(roster.now) - account.hired).days
    return days >= 0 and _within(days, span)


def _absence(span: Mapping[str, int], account: Account, _: Roster) -> bool:
    return account.absence is not None and _within(account.absence, span)


def _within(days: int, span: Mapping[str, int]) -> bool:
    return span.get("at_least", days) <= days < span.get("below", days + 1)


def _manager(conditions: Mapping[str, Any], account: Account, roster: Roster) -> bool:
    return any(fulfills(conditions, report, roster) for report in roster.reports(account))


def _member(groups: Iterable[str], account: Account, roster: Roster) -> bool:
    return any(group in account.groups or _belongs(group, account, roster) for group in groups)


def _belongs(group: str, account: Account, roster: Roster) -> bool:
    audience = roster.catalog.groups.get(group)
    return audience is not None and fulfills(audience, account, roster)


def _any(options: Iterable[Mapping[str, Any]], account: Account, roster: Roster) -> bool:
    return any(fulfills(option, account, roster) for option in options)


_OTHERS: dict[str, Callable[[Any, Account, Roster], bool]] = {
    "custom": _custom,
    "tenure_days": _tenure,
    "absence_days": _absence,
    "manager_of": _manager,
    "groups": _member,
    "any": _any,
}
