"""error.reported."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, View
from rosterproof.checks.registry import Omission, Said, check
from rosterproof.evidence.record import ReportedError
from rosterproof.oracle.mapping import Hold
from rosterproof.verdict import Witness


@check("error.reported", cites=("BEN-4", "CHK-MAP"), invariant="I6")
def reported(case: Case) -> Iterator[Said]:
    """A record that cannot be written is reported, with its id, the field and the reason.

    Read from the errors channel that the connector declares. A witness is a held record found there.
    """
    for view in case.views:
        errors = view.checkpoint.errors
        if errors is None:
            yield Omission("The connector declares no errors channel (`errors:` in connector.yaml).")
            return
        for employee_id, holds in view.expected.held.items():
            yield _judged(case, view, employee_id, holds, [e for e in errors if e.record == employee_id])


def _judged(case: Case, view: View, who: str, holds: tuple[Hold, ...], about: list[ReportedError]) -> Said:
    fields = {hold.field for hold in holds}
    right = [error for error in about if error.system == "hris" and error.field in fields and error.reason.strip()]
    if right:
        return Witness(subject=case.name(who), seen=f"is reported: {right[0].field}, {right[0].reason}")
    why = "; ".join(hold.reason for hold in holds)
    observed = "nothing was reported about this record"
    if about:
        observed = f"reported as {about[0].system} record, field {about[0].field!r}, reason {about[0].reason!r}"
    return view.finding(who, expected=f"an error report naming hris record {who} ({why})", observed=observed)
