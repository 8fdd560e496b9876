"""What strong teams share. A team is who reports to one manager; strong is the quarter that keeps most duties."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rosterproof_sim.domain.rules.audit_sentence import named
from rosterproof_sim.domain.words.obligations import Account
from rosterproof_sim.domain.words.reports import PatternRow, TeamRow
from rosterproof_sim.lms.reports.retention import development_courses
from rosterproof_sim.lms.reports.roll import moment, roll
from rosterproof_sim.lms.reports.scope import Scope, line
from rosterproof_sim.lms.reports.share import average, difference, percent, rounded
from rosterproof_sim.lms.reports.span import Span
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import figures

#: What strong teams are compared in.
_MEASURES = (
    "on_time_percent",
    "average_score",
    "development_percent",
    "average_tenure_days",
    "retained_percent",
    "people",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Teams:
    """Teams in order of the manager's id, and what the strong ones share."""

    teams: tuple[TeamRow, ...]
    patterns: tuple[PatternRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Figures:
    """By the manager's external id: outcomes of enrollments, share of people retained. And who developed."""

    outcomes: Mapping[str | None, figures.Row]
    retained: Mapping[str | None, float | None]
    developed: frozenset[str]


def teams(tenant: Tenant, courses: Sequence[str], least: int, over: Span, scope: Scope) -> Teams:
    """Compare the teams of at least so many people. Raises Invalid."""
    wanted = development_courses(tenant, courses)
    with tenant.store.transaction() as db:
        everybody = roll(tenant, db, moment(tenant, None, None))
        outcomes = figures.outcomes(db, over.begin, over.end, by="manager_external_id", among=None)
        stayed = figures.stayed(db, over.after_first, over.end, courses=(), by="manager_external_id", among=None)
        read = _Figures(
            outcomes={row["key"]: row for row in outcomes},
            retained={row["key"]: percent(row["still_open"], row["people"]) for row in stayed},
            developed=figures.passed(db, wanted),
        )
    within = line((each.position.user for each in everybody), scope)
    names = {each.position.user.external_id: each for each in everybody}
    reports: defaultdict[str, list[Account]] = defaultdict(list)
    for each in everybody:
        user = each.position.user
        if each.compliant is not None and user.manager_external_id and (within is None or user.user_id in within):
            reports[user.manager_external_id].append(each)
    rows = [
        _team(manager, people, names.get(manager), read)
        for manager, people in sorted(reports.items())
        if len(people) >= least
    ]
    found = _strongest(rows)
    return Teams(teams=tuple(found), patterns=tuple(_patterns(found)))


def _team(manager: str, people: Sequence[Account], head: Account | None, read: _Figures) -> TeamRow:
    required = [each for account in people for each in account.obligations]
    outcome = read.outcomes.get(manager)
    tenures = [(each.day - hired).days for each in people if (hired := each.position.user.hire_date) is not None]
    return TeamRow(
        manager_external_id=manager,
        manager=named(head.position) if head is not None else manager,
        people=len(people),
        strong=False,
        kept_percent=percent(sum(each.compliant for each in required), len(required)),
        compliant_percent=percent(sum(bool(each.compliant) for each in people), len(people)),
        on_time_percent=percent(outcome["on_time"], outcome["completed"] + outcome["overdue"]) if outcome else None,
        average_score=rounded(outcome["average_score"]) if outcome else None,
        development_percent=percent(sum(each.position.user.user_id in read.developed for each in people), len(people)),
        manager_developed=head is not None and head.position.user.user_id in read.developed,
        average_tenure_days=average(tenures),
        retained_percent=read.retained.get(manager),
    )


def _strongest(rows: Sequence[TeamRow]) -> list[TeamRow]:
    """Mark the quarter of the teams that keeps most of what is required; of equals whoever is more often on time."""
    ranked = sorted(rows, key=lambda each: (-(each.kept_percent or 0), -(each.on_time_percent or 0)))
    strong = {each.manager_external_id for each in ranked[: -(-len(ranked) // 4)]}
    return [replace(each, strong=each.manager_external_id in strong) for each in rows]


def _patterns(rows: Sequence[TeamRow]) -> list[PatternRow]:
    strong, others = ([each for each in rows if each.strong is which] for which in (True, False))
    found = []
    for measure in _MEASURES:
        one, other = (average(getattr(each, measure) for each in group) for group in (strong, others))
        found.append(_pattern(measure, one, other))
    one, other = (percent(sum(each.manager_developed for each in group), len(group)) for group in (strong, others))
    return [*found, _pattern("managers_developed_percent", one, other)]


def _pattern(measure: str, one: float | None, other: float | None) -> PatternRow:
    return PatternRow(measure=measure, strong_teams=one, other_teams=other, difference=difference(one, other))
