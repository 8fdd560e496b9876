"""Whom a rule means, and how that is told."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rosterproof_sim.domain.rules.subject import Subject
from rosterproof_sim.domain.words.catalog import Audience, Group, Rule, Span
from rosterproof_sim.domain.words.learning import User

#: Condition -> what is asked of the profile, and the name under which a reason tells it.
_PROFILE: dict[str, tuple[str, Callable[[User], str | None]]] = {
    "job_titles": ("job title", lambda user: user.job_title),
    "departments": ("department", lambda user: user.department),
    "locations": ("location", lambda user: user.location),
    "countries": ("country", lambda user: user.country),
    "worker_types": ("worker type", lambda user: user.worker_type),
}

#: Title, department, location, country, worker type.
ProfileValues = tuple[str | None, str | None, str | None, str | None, str | None]


def means(rule: Rule, subject: Subject) -> bool:
    """Tell whether a rule means somebody: the audience does, and no exclusion."""
    return fits(rule.audience, profile(subject.user)) and means_fitting(rule, subject)


def means_fitting(rule: Rule, subject: Subject) -> bool:
    """Tell whether a rule whose audience fits somebody's profile means that person."""
    return _rarer_hold(rule.audience, subject) and (rule.exclude is None or not meant(rule.exclude, subject))


def meant(audience: Audience, subject: Subject) -> bool:
    """Tell whether somebody fulfills every condition that is not empty. Values are compared exactly."""
    return fits(audience, profile(subject.user)) and _rarer_hold(audience, subject)


def profile(user: User) -> ProfileValues:
    """Return what the profile of a user holds for the conditions that `fits` compares."""
    return user.job_title, user.department, user.location, user.country, user.worker_type


def fits(audience: Audience, values: ProfileValues) -> bool:
    """Tell whether the values of a profile fulfill those conditions of an audience that name such values."""
    title, department, location, country, worker_type = values
    return (
        (not audience.job_titles or title in audience.job_titles)
        and (not audience.departments or department in audience.departments)
        and (not audience.locations or location in audience.locations)
        and (not audience.countries or country in audience.countries)
        and (not audience.worker_types or worker_type in audience.worker_types)
    )


def tenure_spans(rule: Rule, groups: Sequence[Group]) -> Iterator[Span]:
    """Yield the spans of tenure by which the passing of time alone may change whom a rule means."""
    for audience in _within_reach(rule, groups):
        if audience.tenure_days is not None:
            yield audience.tenure_days


def asks_for_reports(rule: Rule, groups: Sequence[Group]) -> bool:
    """Tell whether a rule asks who reports to somebody."""
    return any(each.manager_of is not None for each in _within_reach(rule, groups))


def reason(rule: Rule, user: User) -> str:
    """Say why a rule means a user, in the terms that the rule asks about."""
    told = [f"{label} {value(user)}" for name, (label, value) in _PROFILE.items() if getattr(rule.audience, name)]
    told += [f"{name} {user.custom.get(name)}" for name in rule.audience.custom]
    told += [label for name, label in _OTHERS.items() if getattr(rule.audience, name)]
    return f"{rule.rule_id} v{rule.version}: {', '.join(told) or 'everyone'}"


#: Condition -> how a reason tells it, where the value stands on no profile.
_OTHERS = {
    "tenure_days": "tenure",
    "absence_days": "length of absence",
    "manager_of": "manages such people",
    "groups": "group",
    "any_": "one of several conditions",
}


def _rarer_hold(audience: Audience, subject: Subject) -> bool:
    user = subject.user
    if audience.custom and not all(_holds(user.custom.get(name), among) for name, among in audience.custom.items()):
        return False
    tenure = (subject.today - user.hire_date).days if audience.tenure_days and user.hire_date is not None else None
    return (
        _within(audience.tenure_days, tenure)
        and _within(audience.absence_days, subject.absence_days)
        and (audience.manager_of is None or any(meant(audience.manager_of, each) for each in subject.reports))
        and (not audience.groups or not subject.groups.isdisjoint(audience.groups))
        and (not audience.any_ or any(meant(each, subject) for each in audience.any_))
    )


def _holds(held: Any, values: Sequence[Any]) -> bool:
    """Tell whether a custom field holds one of some values: `true` is not 1."""
    return any(type(held) is type(value) and held == value for value in values)


def _within(span: Span | None, days: int | None) -> bool:
    """Tell whether a number of days is within a span, which it is not where there is none to be known."""
    if span is None:
        return True
    return days is not None and (span.at_least or 0) <= days and (span.below is None or days < span.below)


def _within_reach(rule: Rule, groups: Sequence[Group]) -> Iterator[Audience]:
    """Yield every audience that a rule asks about: its own, those inside them, and those of the groups they name."""
    waiting = [each for each in (rule.audience, rule.exclude) if each is not None]
    while waiting:
        audience = waiting.pop()
        yield audience
        waiting += [*audience.any_, *filter(None, [audience.manager_of])]
        waiting += [each.audience for each in groups if each.group in audience.groups and each.audience is not None]
