"""write-back.revoked."""

from collections.abc import Iterator
from datetime import datetime

from rosterproof.checks.case import Case, Row, View, attempt
from rosterproof.checks.registry import Said, check
from rosterproof.verdict import Exposure, Harm, Witness


@check(
    "write-back.revoked",
    cites=("BEN-5", "CHK-BIDI", "CHK-REPORT"),
    invariant="I5",
    asks=("completion-correction", "completion-result"),
)
def revoked(case: Case) -> Iterator[Said]:
    """What the LMS has taken back the HRIS shows as revoked, with the reason: neither as valid, nor not at all.

    Examined for every revocation of a pass that the HRIS was told of. A witness is one whose record in force says so.
    """
    for view in case.views:
        told = {record["source_id"] for record in view.checkpoint.state["hris"]["training_records"]}
        for revocation in view.revocations:
            if revocation["completion_id"] in told:
                yield _judged(case, view, revocation)


def _judged(case: Case, view: View, revocation: Row) -> Said:
    who, identity = revocation["external_id"], revocation["completion_id"]
    what = attempt(view.completions[identity])
    records = view.records.get(identity, [])
    if records and all(record["result"] == "revoked" and record["reason"] for record in records):
        return Witness(subject=case.name(who), seen=f"{what} is revoked in the HRIS: {records[0]['reason']!r}")
    shown = ", ".join(f"{record['record_id']} with result {record['result']!r}" for record in records)
    return view.finding(
        who,
        expected=f"{what} to be shown as revoked in the HRIS, for {revocation['reason']!r}",
        observed=shown or "no record in force",
        operations=("createTrainingRecord",),
        exposure=Exposure(harm=Harm.WRONG, since=datetime.fromisoformat(revocation["revoked_at"]), until=view.at),
    )
