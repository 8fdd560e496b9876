"""error.reported."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, View, attempt
from rosterproof.checks.registry import Omission, Said, check
from rosterproof.evidence.record import ReportedError
from rosterproof.oracle.mapping import Hold
from rosterproof.verdict import Finding, Witness


@check("error.reported", cites=("BEN-4", "CHK-MAP"), invariant="I6")
def reported(case: Case) -> Iterator[Said]:
    """A record that cannot be written, or not whole, is reported, with its id, the field and the reason.

    So is a completion that the HRIS refuses, by its own id or the employee's, and so is that a cycle left accounts open
    because they were too many to close at once. Read from the errors channel that the connector declares. A witness is
    a held record found there.
    """
    for view in case.views:
        errors = view.checkpoint.errors
        if errors is None:
            yield Omission("The connector declares no errors channel (`errors:` in connector.yaml).")
            return
        for employee_id, holds in (*view.expected.held.items(), *view.expected.noted.items()):
            yield _judged(case, view, employee_id, holds, [e for e in errors if e.record == employee_id])
        yield from _refused(case, view, errors)
        if view.expected.guarded:
            yield _guarded(view, errors)


def _refused(case: Case, view: View, errors: tuple[ReportedError, ...]) -> Iterator[Said]:
    """Completions that the HRIS refused, and would refuse still."""
    for completion_id, completion in view.completions.items():
        row = case.refusals.standing(completion_id, view.checkpoint.journal_sequence)
        owner = view.owner.get(completion["user_id"])
        if row is None or owner is None or completion_id not in view.wanted:
            continue
        said = [error for error in errors if error.record in (completion_id, owner) and error.reason.strip()]
        what = f"{attempt(completion)}, which the HRIS refused (exchange {row.data['exchange']})"
        if said:
            yield Witness(subject=case.name(owner), seen=f"{what}, is reported: {said[0].reason}")
        else:
            yield view.finding(
                owner,
                expected=f"an error report about {completion_id} ({what})",
                observed="nothing was reported about this completion",
                operations=("createTrainingRecord",),
            )


def _guarded(view: View, errors: tuple[ReportedError, ...]) -> Said:
    """Accounts that are left open because they are too many to close at once are nobody's in particular: record `*`."""
    what = f"{view.expected.guarded} accounts left open for a person to look at"
    said = [error for error in errors if error.record == "*" and error.reason.strip()]
    if said:
        return Witness(subject="the guard against mass changes", seen=f"{what}, and said so: {said[0].reason}")
    return Finding(
        subject="the guard against mass changes",
        expected=f"an error report about record * ({what})",
        observed="nothing was reported",
        at=view.at,
        where=view.checkpoint.name,
        look_at="Say so when a cycle refuses to close accounts: nobody else can know.",
    )


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
