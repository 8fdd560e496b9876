"""Why a rule means somebody, and why none that asks for a course does, in the terms that the rules ask about."""

from collections.abc import Iterator, Mapping
from typing import Any

from rosterproof.oracle.audience import fulfills
from rosterproof.oracle.catalog import Rule
from rosterproof.oracle.learning import Account
from rosterproof.oracle.roster import Roster

#: Condition -> what it compares, and the field of the profile.
_LISTS = {
    "job_titles": ("job title", "job_title"),
    "departments": ("department", "department"),
    "locations": ("location", "location"),
    "countries": ("country", "country"),
    "worker_types": ("worker type", "worker_type"),
}
_OTHERS = {
    "tenure_days": "days since the hire date",
    "absence_days": "days away",
    "manager_of": "the people managed",
    "groups": "group",
    "any": "one of several conditions",
}


def why(rule: Rule, account: Account, roster: Roster) -> str:
    """What of somebody a rule asks about."""
    event = f", event {rule.on_event}" if rule.on_event is not None else ""
    return f"{rule.rule_id} v{rule.version}: {_told(rule.audience, account, roster) or 'everyone'}{event}"


def _told(conditions: Mapping[str, Any], account: Account, roster: Roster) -> str:
    """The conditions that somebody fulfills, with the values that do."""
    told = [f"{label} {account.profile.get(field)}" for name, (label, field) in _LISTS.items() if name in conditions]
    told += [f"{field} {_shown(account.custom.get(field))}" for field in conditions.get("custom", {})]
    for name in ("tenure_days", "absence_days", "groups"):
        told += [_OTHERS[name]] if name in conditions else []
    if "manager_of" in conditions:
        inside = conditions["manager_of"]
        report = next(each for each in roster.reports(account) if fulfills(inside, each, roster))
        told.append(f"manages people of {_told(inside, report, roster) or 'any kind'}")
    if "any" in conditions:
        told.append(_told(next(each for each in conditions["any"] if fulfills(each, account, roster)), account, roster))
    return ", ".join(filter(None, told))


def why_not(course: str, account: Account, roster: Roster) -> str:
    """Why somebody is not enrolled in a course."""
    asking = [rule for rule in roster.catalog.rules if course in rule.courses]
    return "; ".join(_missed(rule, account, roster) for rule in asking) or f"no rule asks for {course}"


def _missed(rule: Rule, account: Account, roster: Roster) -> str:
    missing = next(_unfulfilled(rule.audience, account, roster), None)
    if not rule.active:
        what = "is a draft"
    elif missing is not None:
        what = missing
    elif rule.exclude is not None and fulfills(rule.exclude, account, roster):
        what = "leaves this employee out by its exclude"
    elif rule.on_event is not None:
        what = f"waits for the event {rule.on_event}"
    elif rule.minimum_holders is not None and account.profile.get("location") is None:
        what = "asks for holders at a location, and there is none"
    elif rule.per is not None and not rule.instances(account.custom):
        what = f"asks once for each value of {rule.per}, and there is none"
    else:
        what = "means this employee, but another course that is wanted does for it"
    return f"{rule.rule_id} {what}"


def _unfulfilled(conditions: Mapping[str, Any], account: Account, roster: Roster) -> Iterator[str]:
    for name, wanted in conditions.items():
        if fulfills({name: wanted}, account, roster):
            continue
        if name in _LISTS:
            label, field = _LISTS[name]
            yield f"wants {label} {' or '.join(wanted)}, not {account.profile.get(field) or 'none'}"
        elif name == "custom":
            for field, values in wanted.items():
                if not fulfills({"custom": {field: values}}, account, roster):
                    told = " or ".join(_shown(each) for each in values)
                    yield f"wants {field} {told}, not {_shown(account.custom.get(field))}"
        else:
            yield f"wants something else of {_OTHERS[name]}"


def _shown(value: Any) -> str:
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
