"""write-back.none-extra."""

from collections.abc import Iterator

from rosterproof.checks.case import Case, Row, View, attempt
from rosterproof.checks.registry import Said, check
from rosterproof.verdict import Finding, Witness


@check("write-back.none-extra", cites=("BEN-5", "CHK-BIDI", "CHK-REPORT"), invariant="I4")
def none_extra(case: Case) -> Iterator[Said]:
    """No training record is in force twice, without a completion behind it, or against the policy.

    A witness is a record that stands alone for its completion, or a failed attempt that rightly left none.
    """
    for view in case.views:
        revoked = {each["completion_id"] for each in view.revocations}
        for completion in view.completions.values():
            if completion["completion_id"] not in view.records.keys() | view.wanted:
                owner = view.owner.get(completion["user_id"]) or completion["external_id"]
                yield Witness(subject=case.name(owner), seen=f"{attempt(completion)} rightly is not in the HRIS")
        for source_id, records in view.records.items():
            # What was taken back is seen to by write-back.revoked.
            if source_id in revoked:
                continue
            yield _judged(case, view, view.completions.get(source_id), records)


def _judged(case: Case, view: View, completion: Row | None, records: list[Row]) -> Said:
    first = records[0]
    if completion is None:
        return _extra(view, records, f"a completion {first['source_id']!r} in the LMS behind every record", "none")
    what = attempt(completion)
    if completion["completion_id"] not in view.wanted:
        observed = f"record {first['record_id']} with result {first['result']!r}"
        failed_only = completion["result"] == "failed" and case.evidence.policy.get("writeback_on", "pass") == "pass"
        why = "the policy writes back passes only" if failed_only else "the policy has another attempt count"
        return _extra(view, records, f"no training record for {what}, as {why}", observed)
    if len(records) > 1:
        ids = " and ".join(record["record_id"] for record in records)
        return _extra(view, records, f"one training record for {what}", f"{len(records)}: {ids}")
    return Witness(subject=case.name(first["employee_id"]), seen=f"one record for {what} at {view.checkpoint.name}")


def _extra(view: View, records: list[Row], expected: str, observed: str) -> Finding:
    who = records[0]["employee_id"]
    return view.finding(
        who,
        expected=expected,
        observed=observed,
        operations=("createTrainingRecord",),
    )
