"""Whom a rule means, and how that is told."""

from collections.abc import Callable, Iterator, Sequence

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


def means(rule: Rule, subject: Subject) -> bool:
    """Tell whether a rule means somebody: the audience does, and no exclusion."""
    return meant(rule.audience, subject) and (rule.exclude is None or not meant(rule.exclude, subject))


def meant(audience: Audience, subject: Subject) -> bool:
    """Tell whether somebody fulfills every condition that is not empty. Values are compared exactly."""
    user = subject.user
    if audience.job_titles and user.job_title not in audience.job_titles:
        return False
    if audience.departments and user.department not in audience.departments:
        return False
    if audience.locations and user.location not in audience.locations:
        return False
    if audience.countries and user.country not in audience.countries:
        return False
    if audience.worker_types and user.worker_type not in audience.worker_types:
        return False
    return all(_rarer_conditions(audience, subject))


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


def _rarer_conditions(audience: Audience, subject: Subject) -> Iterator[bool]:
    user = subject.user
    for name, values in audience.custom.items():
        yield any(type(user.custom.get(name)) is type(value) and user.custom[name] == value for value in values)
    if audience.tenure_days is not None:
        yield user.hire_date is not None and _within(audience.tenure_days, (subject.today - user.hire_date).days)
    if audience.absence_days is not None:
        yield subject.absence_days is not None and _within(audience.absence_days, subject.absence_days)
    if audience.manager_of is not None:
        yield any(meant(audience.manager_of, each) for each in subject.reports)
    if audience.groups:
        yield not subject.groups.isdisjoint(audience.groups)
    if audience.any_:
        yield any(meant(each, subject) for each in audience.any_)


def _within(span: Span, days: int) -> bool:
    return (span.at_least or 0) <= days and (span.below is None or days < span.below)


def _within_reach(rule: Rule, groups: Sequence[Group]) -> Iterator[Audience]:
    """Yield every audience that a rule asks about: its own, those inside them, and those of the groups they name."""
    waiting = [each for each in (rule.audience, rule.exclude) if each is not None]
    while waiting:
        audience = waiting.pop()
        yield audience
        waiting += [*audience.any_, *filter(None, [audience.manager_of])]
        waiting += [each.audience for each in groups if each.group in audience.groups and each.audience is not None]
