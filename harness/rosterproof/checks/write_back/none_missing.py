"""write-back.none-missing."""

from collections.abc import Iterator
from datetime import datetime

from rosterproof.checks.case import Case, Row, View, attempt
from rosterproof.checks.registry import Said, check
from rosterproof.verdict import Exposure, Harm, Witness


@check("write-back.none-missing", cites=("BEN-5", "BEN-8", "CHK-BIDI", "CHK-REPORT"), invariant="I4")
def none_missing(case: Case) -> Iterator[Said]:
    """Every completion that the policy wants in the HRIS is there, with the person who earned it.

    A witness is a completion found as a training record. People who left since count too. What the HRIS refuses is
    asked for once it would take it.
    """
    for view in case.views:
        for completion in view.completions.values():
            owner = view.owner.get(completion["user_id"])
            refused = case.refusals.standing(completion["completion_id"], view.checkpoint.journal_sequence)
            if owner is not None and completion["completion_id"] in view.wanted and refused is None:
                yield _judged(case, view, owner, completion)


def _judged(case: Case, view: View, owner: str, completion: Row) -> Said:
    records = view.records.get(completion["completion_id"], [])
    what = attempt(completion)
    if any(record["employee_id"] == owner for record in records):
        return Witness(subject=case.name(owner), seen=f"{what} is in the HRIS at {view.checkpoint.name}")
    elsewhere = f"only with {records[0]['employee_id']}" if records else "no such record"
    return view.finding(
        owner,
        expected=f"a training record in the HRIS for {what} (source_id {completion['completion_id']})",
        observed=elsewhere,
        operations=("createTrainingRecord",),
        exposure=Exposure(harm=Harm.UNKNOWN, since=datetime.fromisoformat(completion["completed_at"]), until=view.at),
    )
