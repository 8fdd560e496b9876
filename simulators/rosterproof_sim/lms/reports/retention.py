"""Retention of people who completed development courses, beside those who had not.

Both groups are counted from one first day on. Counting from each completion instead would make everybody who completed
look loyal: they had to stay to complete.
"""

from collections.abc import Sequence

from rosterproof_sim.domain.words.catalog import Audience
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.domain.words.reports import Retention, RetentionRow
from rosterproof_sim.lms.reports.scope import Scope, ids
from rosterproof_sim.lms.reports.share import difference, percent
from rosterproof_sim.lms.reports.span import Span
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import figures


def retention(tenant: Tenant, courses: Sequence[str], over: Span, scope: Scope) -> Retention:
    """Count who was there at the end of a first day, and still at the end of the last. Raises Invalid."""
    wanted = development_courses(tenant, courses)
    with tenant.store.transaction() as db:
        rows = figures.stayed(db, over.after_first, over.end, courses=wanted, by=None, among=ids(db, scope))
    counts = {bool(row["completed"]): (row["people"], row["still_open"]) for row in rows}
    completed, others = (_row(counts.get(each, (0, 0)), completed=each) for each in (True, False))
    return Retention(
        from_=over.first,
        to=over.last,
        courses=wanted,
        difference_points=difference(completed.retained_percent, others.retained_percent),
        rows=(completed, others),
    )


def development_courses(tenant: Tenant, named: Sequence[str]) -> tuple[str, ...]:
    """Return the courses named, or those without regulation and expiry that no rule asks of everyone."""
    if named:
        unknown = [each for each in named if tenant.course(each) is None]
        if unknown:
            raise Invalid("courses", f"there is no course {unknown[0]!r}")
        return tuple(dict.fromkeys(named))
    curriculum = tenant.curriculum
    rules = (each for each in curriculum.standing_rules if each.audience == Audience())
    of_everyone = {code for rule in rules for code in curriculum.courses_of(rule)}
    return tuple(
        each.code
        for each in curriculum.catalog.courses
        if each.regulation is None and each.validity is None and each.renews is None and each.code not in of_everyone
    )


def _row(counts: tuple[int, int], *, completed: bool) -> RetentionRow:
    people, still_open = counts
    return RetentionRow(
        group="completed" if completed else "not_completed",
        people=people,
        still_open=still_open,
        retained_percent=percent(still_open, people),
    )
