"""write-back.exact."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rosterproof.checks.case import Case, Row, View
from rosterproof.checks.registry import Said, check
from rosterproof.verdict import Exposure, Harm, Witness


@check("write-back.exact", cites=("BEN-5", "CHK-BIDI", "CHK-REPORT", "CHK-MAP"), invariant="I5")
def exact(case: Case) -> Iterator[Said]:
    """A training record says what the LMS says: course, time of completion, score, result and last valid day.

    A witness is a record that agrees in all of them.
    """
    for view in case.views:
        for source_id, records in view.records.items():
            completion = view.completions.get(source_id)
            if completion is not None and case.written_back(completion):
                for record in records:
                    yield from _judged(case, view, completion, record)


def _judged(case: Case, view: View, completion: Row, record: Row) -> Iterator[Said]:
    wanted = {
        "course": case.translation.course_in_hris(completion["course"]),
        "completed_at": completion["completed_at"],
        "score": completion["score"],
        "result": completion["result"],
        "expires_on": completion["expires_on"],
    }
    wrong = [name for name, value in wanted.items() if not _same(name, value, record[name])]
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


def _same(name: str, wanted: Any, seen: Any) -> bool:
    if name == "completed_at" and seen is not None:
        return datetime.fromisoformat(wanted) == datetime.fromisoformat(seen)
    return bool(wanted == seen)


def _shown(value: Any) -> str:
    return "empty" if value is None else repr(value)
