"""enrollment.due-date."""

from collections.abc import Iterator
from datetime import date, datetime

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.learning import Account, Enrollment
from rosterproof.verdict import Witness


@check("enrollment.due-date", cites=("BEN-1", "BEN-6", "CHK-ASSIGN"), invariant="I3")
def due_date(case: Case) -> Iterator[Said]:
    """Every enrollment that a rule made bears the due date of its rule.

    Due dates that count from the day of assignment may also count from an earlier day on which the connector, told by a
    webhook, already knew. A witness is an enrollment with the right date.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            for enrollment in view.live_of(employee_id) if account is not None else ():
                expected = account.live_in(enrollment["course"]) if account is not None else None
                if account is not None and expected is not None and expected.source != "manual":
                    yield _judged(case, view, employee_id, (account, expected, enrollment))


def _judged(case: Case, view: View, employee_id: str, compared: tuple[Account, Enrollment, Row]) -> Said:
    account, expected, enrollment = compared
    seen = date.fromisoformat(enrollment["due_on"]) if enrollment["due_on"] else None
    if seen in _right(account, expected, enrollment):
        return Witness(subject=case.name(employee_id), seen=f"{expected.course} is due on {seen or 'no day'}")
    why = f"by rule {expected.rule_id}, {_anchor(account)}"
    return view.finding(
        employee_id,
        expected=f"{expected.course} due on {expected.due_on or 'no day'} {why}",
        observed=f"due on {seen or 'no day'} (enrollment {enrollment['enrollment_id']}, {enrollment['reason']})",
        operations=("createUser", "updateUser", "reactivateUser", "createEnrollment"),
    )


def _right(account: Account, expected: Enrollment, enrollment: Row) -> set[date | None]:
    """The dates that are right: the ideal connector's, and that of one who knew earlier."""
    assigned = datetime.fromisoformat(enrollment["assigned_at"])
    right = {expected.due_on}
    if assigned <= expected.assigned_at:
        right.add(expected.due_if_assigned(assigned.date(), account.hired))
    return right


def _anchor(account: Account) -> str:
    return f"hired on {account.hired}" if account.hired else "hire date unknown"
