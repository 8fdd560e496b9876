"""write-back.exact."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.write_back import score_in_hris
from rosterproof.verdict import Exposure, Harm, Witness

_CARRIED_UNLESS = {"score": "completion-score", "result": "completion-result", "expires_on": "completion-expiry"}


@check("write-back.exact", cites=("BEN-5", "CHK-BIDI", "CHK-REPORT", "CHK-MAP"), invariant="I5")
def exact(case: Case) -> Iterator[Said]:
    """A training record says what the LMS says: course, time of completion, score, result and last valid day.

    Of a wire that cannot carry all of that, what it carries is judged: of an instant at least the day. A witness is a
    record that agrees in all of it.
    """
    for view in case.views:
        for source_id, records in view.records.items():
            completion = view.completions.get(source_id)
            if completion is not None and source_id in view.wanted:
                for record in records:
                    yield from _judged(case, view, completion, record)


def _judged(case: Case, view: View, completion: Row, record: Row) -> Iterator[Said]:
    wanted = due_values(case, completion)
    wrong = [name for name, value in wanted.items() if not _same(case, name, value, record[name])]
    who = record["employee_id"]
    what = f"{completion['course']}, as the LMS has it ({record['source_id']})"
    for name in wrong:
        yield view.finding(
            who,
            expected=f"{name} {_shown(wanted[name])} for {what}",
            observed=f"{_shown(record[name])} in training record {record['record_id']}",
            operations=("createTrainingRecord",),
            exposure=Exposure(harm=Harm.WRONG, since=datetime.fromisoformat(record["recorded_at"]), until=view.at),
        )
    if not wrong:
        yield Witness(
            subject=case.name(who),
            seen=f"{record['record_id']} agrees with {record['source_id']} in {', '.join(wanted)}",
        )


def due_values(case: Case, completion: Row) -> dict[str, Any]:
    """What a training record about a completion must say."""
    lacks = case.evidence.lacks
    said = {
        "course": case.translation.course_in_hris(completion["course"]),
        "completed_at": completion["completed_at"],
        "score": score_in_hris(completion["score"], case.evidence.policy),
        "result": completion["result"],
        "expires_on": completion["expires_on"],
    }
    return {name: value for name, value in said.items() if _CARRIED_UNLESS.get(name) not in lacks}


def agrees(case: Case, completion: Row, record: Row) -> bool:
    """Whether a training record says what it must."""
    return all(_same(case, name, value, record[name]) for name, value in due_values(case, completion).items())


def _same(case: Case, name: str, wanted: Any, seen: Any) -> bool:
    if name == "completed_at" and seen is not None:
        due, there = datetime.fromisoformat(wanted), datetime.fromisoformat(seen)
        return due == there or ("completion-time" in case.evidence.lacks and due.date() == there.date())
    return bool(wanted == seen)


def _shown(value: Any) -> str:
    return "empty" if value is None else repr(value)
