"""Completion by department: what became of the enrollments of a time."""

from rosterproof_sim.domain.words.reports import DepartmentRow
from rosterproof_sim.lms.reports.scope import Scope, ids
from rosterproof_sim.lms.reports.share import percent, rounded
from rosterproof_sim.lms.reports.span import Span
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import figures


def by_department(tenant: Tenant, over: Span, scope: Scope) -> list[DepartmentRow]:
    """Count by the department that each person was in when enrolled, in order of name."""
    with tenant.store.transaction() as db:
        rows = figures.outcomes(db, over.begin, over.end, by="department", among=ids(db, scope))
    return [_row(row) for row in rows]


def _row(row: figures.Row) -> DepartmentRow:
    done = row["completed"]
    return DepartmentRow(
        department=row["key"],
        enrolled=row["enrolled"],
        completed=done,
        completed_on_time=row["on_time"],
        completed_late=done - row["on_time"],
        open=row["open"],
        overdue=row["overdue"],
        ended_otherwise=row["enrolled"] - done - row["open"],
        completion_percent=percent(done, done + row["open"]),
        on_time_percent=percent(row["on_time"], done + row["overdue"]),
        average_days=rounded(row["average_days"]),
        average_score=rounded(row["average_score"]),
        first_try_percent=percent(row["first_try"], done),
    )
