"""enrollment.explained."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.learning import Enrollment
from rosterproof.verdict import Witness


@check("enrollment.explained", cites=("BEN-5", "CHK-REPORT"), invariant="I9")
def explained(case: Case) -> Iterator[Said]:
    """Every enrollment says why it was made: by which rule, in which version.

    Examined for open enrollments that a rule called for. Where the LMS's own rules enroll, they say it themselves;
    where the connector does, it has to. A witness is an enrollment whose reason names a rule that means the person.
    """
    for view in case.views:
        for employee_id in view.expected.accounts:
            account = view.expected.open_account(employee_id)
            for live in view.live_of(employee_id) if account is not None else ():
                expected = account.live_in(live["course"]) if account is not None else None
                if expected is not None and expected.source in ("rule", "recertification"):
                    yield _judged(case, view, employee_id, (expected, live))


def _judged(case: Case, view: View, employee_id: str, compared: tuple[Enrollment, Row]) -> Said:
    expected, live = compared
    rules = {(rule.rule_id, rule.version) for rule in expected.rules} | {(expected.rule_id, expected.rule_version)}
    named = [rule for rule in sorted(f"{name} v{version}" for name, version in rules) if _names(live, rule)]
    if named:
        return Witness(subject=case.name(employee_id), seen=f"{expected.course} because of {named[0]}")
    return view.finding(
        employee_id,
        expected=f"{expected.course} with a reason that names {expected.rule_id} v{expected.rule_version}",
        observed=f"{live['reason']!r} (enrollment {live['enrollment_id']})",
        operations=("createEnrollment",),
    )


def _names(live: Row, rule: str) -> bool:
    """Whether an enrollment says that a rule in a version made it, in its columns or in its reason."""
    return rule in live["reason"] or rule == f"{live['rule_id']} v{live['rule_version']}"
