"""audit.trained-then."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from rosterproof.checks.case import Case
from rosterproof.checks.registry import Said, check
from rosterproof.oracle.audit import Audited
from rosterproof.oracle.day import day_at
from rosterproof.verdict import Exposure, Finding, Harm, Witness

_WORDS = {True: "trained", False: "not trained"}


@check("audit.trained-then", cites=("BEN-5", "CHK-REPORT", "CHK-BIDI"))
def trained_then(case: Case) -> Iterator[Said]:
    """Whether somebody was trained on a day, the LMS and the training records in the HRIS tell alike.

    Examined for every question of an auditor and every course that was required on that day and passed at some time. A
    renewal that came later fills no gap. A witness is a course of which both systems tell the truth.
    """
    for audited in case.truth.audits:
        for course, trained in audited.trained_now.items():
            yield from _judged(case, audited, course, ought=trained)


def _judged(case: Case, audited: Audited, course: str, *, ought: bool) -> Iterator[Said]:
    inquiry = audited.inquiry
    told = {"the HRIS": _in_hris(case, audited, course)}
    obligation = _obligation(inquiry.now.lms, course)
    if obligation is not None:
        told["the LMS"] = _held(obligation, inquiry.on)
    wrong = [system for system, said in told.items() if said is not ought]
    expected = f"{_WORDS[ought]} in {course} on {inquiry.on}"
    for system in wrong:
        yield _finding(
            case, audited, f"{_WORDS[ought]} in {course} on {inquiry.on}", f"{_WORDS[not ought]}, says {system}"
        )
    if not wrong:
        seen = f"{expected}, say {' and '.join(told)}"
        yield Witness(subject=case.name(inquiry.employee_id), seen=seen)


def _finding(case: Case, audited: Audited, expected: str, observed: str) -> Finding:
    inquiry = audited.inquiry
    until = inquiry.journal_sequence
    return Finding(
        subject=case.name(inquiry.employee_id),
        expected=expected,
        observed=observed,
        at=inquiry.at,
        where=f"audit of {inquiry.on}",
        employee_id=inquiry.employee_id,
        exposure=Exposure(harm=Harm.WRONG, since=inquiry.then.known_at, until=inquiry.at),
        look_at=case.trail.story_of(inquiry.employee_id, until, "createTrainingRecord"),
        exchanges=case.trail.writes_about(inquiry.employee_id, until, "createTrainingRecord"),
    )


def _in_hris(case: Case, audited: Audited, course: str) -> bool:
    """Whether the HRIS holds a training record that was valid on the day, of the course or of one that does for it."""
    inquiry, person = audited.inquiry, audited.hr["now"]
    codes = {case.translation.course_in_hris(code) for code in (course, *case.courses[course].accepts)}
    zone = person.time_zone if person is not None else None
    corrected = {row.get("corrects") for row in inquiry.training_records}
    told = (row for row in inquiry.training_records if row["record_id"] not in corrected)
    passed = [row for row in told if row["course"] in codes and row["result"] == "passed"]
    return any(_covers(row, inquiry.on, zone) for row in passed)


def _covers(record: Mapping[str, Any], day: date, zone: str | None) -> bool:
    """Whether a training record was valid on a day."""
    since = day_at(datetime.fromisoformat(record["completed_at"]), zone)
    return since <= day and (record["expires_on"] is None or day <= date.fromisoformat(record["expires_on"]))


def _obligation(said: Mapping[str, Any] | None, course: str) -> Mapping[str, Any] | None:
    rows = said["obligations"] if said is not None else ()
    return next((row for row in rows if row["course"] == course and not row["instance"]), None)


def _held(obligation: Mapping[str, Any], day: date) -> bool:
    """Whether the LMS's statement shows a certification that was valid on a day."""
    since, until = obligation["issued_on"], obligation["expires_on"]
    return (
        since is not None and date.fromisoformat(since) <= day and (until is None or day <= date.fromisoformat(until))
    )
