"""write-back.compliance-status."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.write_back import Compliance, compliance
from rosterproof.verdict import Witness


@check("write-back.compliance-status", cites=("BEN-5", "CHK-BIDI", "CHK-REPORT"), asks=("compliance-status",))
def compliance_status(case: Case) -> Iterator[Said]:
    """The HRIS shows for everyone whether they are compliant, due or overdue, and in which courses.

    Worked out from the open enrollments of everyone employed with an open account. A witness is someone whose status
    agrees.
    """
    for view in case.views:
        written = {row["employee_id"]: row for row in view.checkpoint.state["hris"]["compliance"]}
        for employee_id, person in view.expected.people.items():
            if person.employed and view.open_users_of(employee_id):
                yield _judged(case, view, employee_id, written.get(employee_id))


def _judged(case: Case, view: View, employee_id: str, row: Row | None) -> Said:
    live = view.live_of(employee_id)
    wanted = compliance((case.translation.course_in_hris(e["course"]), e["overdue"]) for e in live)
    status = row["status"] if row else "unknown"
    seen = Compliance(status=status, open_courses=tuple(sorted(row["open_courses"])) if row else ())
    if seen == wanted:
        return Witness(subject=case.name(employee_id), seen=f"{_shown(wanted)} at {view.checkpoint.name}")
    return view.finding(
        employee_id,
        expected=f"compliance status {_shown(wanted)}",
        observed=_shown(seen) if row else "none was ever written",
        operations=("putComplianceStatus",),
    )


def _shown(status: Compliance) -> str:
    return f"{status.status} ({', '.join(status.open_courses) or 'no open course'})"
