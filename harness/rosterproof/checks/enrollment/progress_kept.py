"""enrollment.progress-kept."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.learning import Enrollment
from rosterproof.verdict import Witness


@check("enrollment.progress-kept", cites=("BEN-2", "BEN-5", "CHK-ROLE"), invariant="I3")
def progress_kept(case: Case) -> Iterator[Said]:
    """Whoever has begun a course finds it begun: nobody starts again because a record was changed.

    Examined for open enrollments that were begun, or failed so far, and that ought to be open still. A witness is one
    that stands as the learner left it.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            begun = [e for e in account.open_enrollments() if e.status != "assigned"] if account is not None else []
            for expected in begun:
                live = [e for e in view.live_of(employee_id) if e["course"] == expected.course]
                if live:
                    yield _judged(case, view, employee_id, (expected, live))


def _judged(case: Case, view: View, employee_id: str, compared: tuple[Enrollment, list[Row]]) -> Said:
    expected, live = compared
    ought = expected.status.replace("_", " ")
    if any(each["status"] == expected.status for each in live):
        return Witness(subject=case.name(employee_id), seen=f"{expected.course} is {ought} at {view.checkpoint.name}")
    now = live[0]
    return view.finding(
        employee_id,
        expected=f"{expected.course} {ought}, as the learner left it",
        observed=f"{now['status'].replace('_', ' ')} in enrollment {now['enrollment_id']} ({now['reason']})",
        operations=("createEnrollment", "withdrawEnrollment", "deactivateUser", "reactivateUser", "updateUser"),
    )
