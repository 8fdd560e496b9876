"""The compliance dashboard: by manager, department, location, regulation or course, and the people behind a row."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rosterproof_sim.domain.rules.audit_sentence import named
from rosterproof_sim.domain.rules.dates import day_in
from rosterproof_sim.domain.rules.obligation import breaches
from rosterproof_sim.domain.words.obligations import STANDINGS, Account, Obligation
from rosterproof_sim.domain.words.reports import ComplianceRow, CourseStanding, Grouping, PersonRow
from rosterproof_sim.lms.reports.roll import Moment, roll
from rosterproof_sim.lms.reports.scope import EVERYBODY, Scope, line
from rosterproof_sim.lms.reports.share import percent
from rosterproof_sim.lms.tenant import Tenant

_DONE = frozenset({"certified", "renewal_due", "waived"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Whose compliance in what is asked; None asks for nothing in particular."""

    scope: Scope = EVERYBODY
    manager: str | None = None
    department: str | None = None
    location: str | None = None
    job_title: str | None = None
    external_id: str | None = None
    hired_since: date | None = None
    regulation: str | None = None
    course: str | None = None
    compliant: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dashboard:
    """The rows under their headings, and everybody once."""

    rows: tuple[ComplianceRow, ...]
    total: ComplianceRow


def dashboard(tenant: Tenant, when: Moment, by: Grouping, wanted: Wanted) -> Dashboard:
    """Count people with open accounts under each heading; somebody may stand under several regulations or courses."""
    everybody, counted = chosen(tenant, when, wanted)
    labels = _labels(tenant, by, everybody)
    under: dict[str | None, list[tuple[Account, list[Obligation]]]] = {}
    for account, required in counted:
        for key, its in _headings(tenant, by, account, required):
            under.setdefault(key, []).append((account, its))
    rows = [_row(key, labels(key), its) for key, its in under.items()]
    rows.sort(key=lambda each: (each.key is None, each.label.casefold(), each.key or ""))
    return Dashboard(rows=tuple(rows), total=_row(None, "Everybody", counted))


def people(tenant: Tenant, when: Moment, wanted: Wanted) -> list[PersonRow]:
    """Return the people behind a dashboard, in order of user id."""
    _, counted = chosen(tenant, when, wanted)
    return [_person(tenant, account, required) for account, required in counted]


def chosen(
    tenant: Tenant, when: Moment, wanted: Wanted
) -> tuple[list[Account], list[tuple[Account, list[Obligation]]]]:
    """Return everybody, and those who are asked for with those obligations that are."""
    with tenant.store.transaction() as db:
        everybody = roll(tenant, db, when)
    within = line((each.position.user for each in everybody), wanted.scope)
    found = []
    for account in everybody:
        user = account.position.user
        if account.compliant is None or (within is not None and user.user_id not in within):
            continue
        if wanted.hired_since is not None and (user.hire_date is None or user.hire_date < wanted.hired_since):
            continue
        if any(
            value is not None and getattr(user, name) != value
            for name, value in (
                ("manager_external_id", wanted.manager),
                ("department", wanted.department),
                ("location", wanted.location),
                ("job_title", wanted.job_title),
                ("external_id", wanted.external_id),
            )
        ):
            continue
        required = [each for each in account.obligations if _is_asked(tenant, each, wanted)]
        if not required and (wanted.course is not None or wanted.regulation is not None):
            continue
        if wanted.compliant is None or wanted.compliant is _all_kept(required):
            found.append((account, required))
    return everybody, found


def _is_asked(tenant: Tenant, each: Obligation, wanted: Wanted) -> bool:
    if wanted.course is not None and each.course != wanted.course:
        return False
    return wanted.regulation is None or tenant.curriculum.course(each.course).regulation == wanted.regulation


def _headings(
    tenant: Tenant, by: Grouping, account: Account, required: list[Obligation]
) -> Iterator[tuple[str | None, list[Obligation]]]:
    user = account.position.user
    match by:
        case "manager":
            yield user.manager_external_id, required
        case "department":
            yield user.department, required
        case "location":
            yield user.location, required
        case "course" | "regulation":
            parts: dict[str | None, list[Obligation]] = {}
            for each in required:
                key = each.course if by == "course" else tenant.curriculum.course(each.course).regulation
                parts.setdefault(key, []).append(each)
            yield from parts.items()


def _labels(tenant: Tenant, by: Grouping, everybody: Sequence[Account]) -> Callable[[str | None], str]:
    """Return how a heading is worded."""
    if by == "manager":
        names = {each.position.user.external_id: named(each.position) for each in everybody}
        return lambda key: "No manager" if key is None else names.get(key, key)
    if by == "course":
        titles = {each.code: each.title for each in tenant.curriculum.catalog.courses}
        return lambda key: titles.get(key or "", key or "")
    return lambda key: f"No {by}" if key is None else key


def _row(key: str | None, label: str, its: Sequence[tuple[Account, list[Obligation]]]) -> ComplianceRow:
    standings = Counter(each.standing for _, required in its for each in required)
    kept = sum(_all_kept(required) for _, required in its)
    return ComplianceRow(
        key=key,
        label=label,
        people=len(its),
        compliant=kept,
        not_compliant=len(its) - kept,
        compliant_percent=percent(kept, len(its)),
        required=standings.total(),
        **{name: standings[name] for name in STANDINGS},
    )


def _person(tenant: Tenant, account: Account, required: Sequence[Obligation]) -> PersonRow:
    user = account.position.user
    done = sum(each.standing in _DONE for each in required)
    return PersonRow(
        user_id=user.user_id,
        external_id=user.external_id,
        given_name=user.given_name,
        family_name=user.family_name,
        job_title=user.job_title,
        department=user.department,
        location=user.location,
        manager_external_id=user.manager_external_id,
        hire_date=user.hire_date,
        on=account.day,
        compliant=_all_kept(required),
        required=len(required),
        done=done,
        open=len(required) - done,
        next_due_on=min((each.due_on for each in required if each.due_on and each.standing not in _DONE), default=None),
        breaches=breaches(required),
        courses=tuple(_course(tenant, account, each) for each in required),
    )


def _course(tenant: Tenant, account: Account, each: Obligation) -> CourseStanding:
    passed = each.basis
    return CourseStanding(
        course=each.course,
        title=tenant.curriculum.course(each.course).title,
        instance=each.instance,
        standing=each.standing,
        due_on=each.due_on,
        completed_on=None if passed is None else day_in(account.position.user.time_zone, passed.completed_at),
        expires_on=None if passed is None else passed.expires_on,
    )


def _all_kept(required: Sequence[Obligation]) -> bool:
    return all(each.compliant for each in required)
