"""write-back.unchanged."""

from collections.abc import Iterator
from itertools import pairwise

from rosterproof.checks.case import Case, Row, View, attempt
from rosterproof.checks.registry import Said, check
from rosterproof.checks.write_back.exact import agrees
from rosterproof.verdict import Finding, Witness


@check("write-back.unchanged", cites=("BEN-5", "CHK-REPORT"), invariant="I5")
def unchanged(case: Case) -> Iterator[Said]:
    """What is on record stays as it was written, and is corrected only for a reason that the LMS knows too.

    Examined between each two checkpoints, on both sides, and for every correction: the record that it takes the place
    of must have been wrong, or outdone by another attempt. A witness is a record that both checkpoints show alike.
    """
    for before, view in pairwise(case.views):
        now = {record["record_id"]: record for record in _records(view)}
        for record in _records(before):
            yield _compared(view, record, now.get(record["record_id"]))
        for completion_id, completion in before.completions.items():
            if view.completions.get(completion_id) != completion:
                yield _lost(view, completion)
    for view in case.views:
        yield from _corrections(case, view)


def _records(view: View) -> list[Row]:
    held: list[Row] = view.checkpoint.state["hris"]["training_records"]
    return held


def _compared(view: View, record: Row, now: Row | None) -> Said:
    who, number = record["employee_id"], record["record_id"]
    if now == record:
        return Witness(subject=view.case.name(who), seen=f"{number} is as it was, at {view.checkpoint.name}")
    changed = (
        "gone" if now is None else ", ".join(name for name in record if now.get(name) != record[name]) + " changed"
    )
    return view.finding(who, expected=f"training record {number} to stay as it was written", observed=changed)


def _lost(view: View, completion: Row) -> Finding:
    who = completion["external_id"]
    return view.finding(who, expected=f"{attempt(completion)} to stay in the LMS as it was", observed="it is not so")


def _corrections(case: Case, view: View) -> Iterator[Finding]:
    held = {record["record_id"]: record for record in _records(view)}
    for record in held.values():
        old = held.get(record.get("corrects") or "")
        if old is None:
            continue
        completion = view.completions.get(old["source_id"])
        needless = completion is not None and old["source_id"] in view.wanted and agrees(case, completion, old)
        if needless and record["source_id"] != old["source_id"]:
            yield view.finding(
                record["employee_id"],
                expected=f"{old['record_id']} to stay in force, being right and outdone by nothing",
                observed=f"{record['record_id']} took its place: {record['reason']!r}",
                operations=("createTrainingRecord",),
            )
        elif needless:
            yield view.finding(
                record["employee_id"],
                expected=f"no correction of {old['record_id']}, which was right",
                observed=f"{record['record_id']} took its place: {record['reason']!r}",
                operations=("createTrainingRecord",),
            )
