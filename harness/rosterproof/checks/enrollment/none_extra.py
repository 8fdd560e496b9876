"""enrollment.none-extra."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.learning import Account
from rosterproof.verdict import Finding, Witness


@check("enrollment.none-extra", cites=("BEN-2", "BEN-8", "CHK-ROLE"), invariant="I3")
def none_extra(case: Case) -> Iterator[Said]:
    """Nobody is enrolled in a course that nothing calls for.

    Where the LMS's own rules enroll, an enrollment that the connector made by hand is one too many as well. A witness
    is someone with open enrollments, all of them called for.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            live = view.live_of(employee_id) if account is not None else []
            if account is not None and live:
                yield from _judged(case, view, employee_id, account, live)


def _judged(case: Case, view: View, employee_id: str, account: Account, live: list[Row]) -> Iterator[Said]:
    called_for = account.live()
    extra = [e for e in live if e["course"] not in called_for]
    by_hand = [
        e
        for e in live
        if e["course"] in called_for
        and e["source"] == "manual"
        and called_for[e["course"]].source != "manual"
        and case.evidence.policy.get("assign_by", "lms") == "lms"
    ]
    for enrollment in extra:
        yield _extra(view, employee_id, enrollment, f"not to be enrolled in {enrollment['course']}")
    for enrollment in by_hand:
        yield _extra(view, employee_id, enrollment, f"{enrollment['course']} to be assigned by the rules of the LMS")
    if not extra and not by_hand:
        courses = ", ".join(sorted(e["course"] for e in live))
        yield Witness(subject=case.name(employee_id), seen=f"nothing beyond {courses} at {view.checkpoint.name}")


def _extra(view: View, employee_id: str, enrollment: Row, expected: str) -> Finding:
    return view.finding(
        employee_id,
        expected=expected,
        observed=f"enrollment {enrollment['enrollment_id']} ({enrollment['status']}; {enrollment['reason']})",
        operations=("createEnrollment", "withdrawEnrollment", "createUser", "updateUser"),
    )
