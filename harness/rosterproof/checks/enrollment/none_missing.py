"""enrollment.none-missing."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.learning import Account, Enrollment
from rosterproof.verdict import Exposure, Finding, Harm, Witness


@check("enrollment.none-missing", cites=("BEN-1", "BEN-2", "BEN-6", "CHK-ASSIGN", "CHK-ROLE"), invariant="I3")
def none_missing(case: Case) -> Iterator[Said]:
    """Everyone is enrolled in every course that a rule calls for, and hand-made enrollments stay.

    Examined for everyone who ought to have an account. A witness is someone found in every course that is called for.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            if account is not None and account.live():
                yield from _judged(case, view, employee_id, account)


def _judged(case: Case, view: View, employee_id: str, account: Account) -> Iterator[Said]:
    called_for = account.live()
    if not view.open_users_of(employee_id):
        yield view.finding(
            employee_id,
            expected=f"to be enrolled in {', '.join(called_for)}",
            observed="no open account to be enrolled in",
            operations=("createUser", "deactivateUser", "reactivateUser"),
            exposure=_untrained(view, employee_id, min(called_for.values(), key=lambda each: each.assigned_at)),
        )
        return
    found = {enrollment["course"] for enrollment in view.live_of(employee_id)}
    for course, enrollment in called_for.items():
        if course not in found:
            yield _missing(view, employee_id, enrollment)
    if found.issuperset(called_for):
        yield Witness(
            subject=case.name(employee_id), seen=f"is enrolled in {', '.join(called_for)} at {view.checkpoint.name}"
        )


def _missing(view: View, employee_id: str, enrollment: Enrollment) -> Finding:
    user = view.open_users_of(employee_id)[0]
    job = ", ".join(user[name] or f"no {name}" for name in ("job_title", "department", "location"))
    why = f"by rule {enrollment.rule_id}" if enrollment.rule_id else "by hand, by an administrator"
    due = f"due {enrollment.due_on}" if enrollment.due_on else "without a due date"
    return view.finding(
        employee_id,
        expected=f"to be enrolled in {enrollment.course} ({why}, {due})",
        observed=f"not enrolled; the LMS knows the person as {job}",
        operations=("createUser", "updateUser", "reactivateUser", "withdrawEnrollment"),
        exposure=_untrained(view, employee_id, enrollment),
    )


def _untrained(view: View, employee_id: str, enrollment: Enrollment) -> Exposure:
    since = view.broken_since(
        enrollment.assigned_at,
        lambda earlier: any(live["course"] == enrollment.course for live in earlier.live_of(employee_id)),
    )
    return Exposure(harm=Harm.UNTRAINED, since=since, until=view.at)
