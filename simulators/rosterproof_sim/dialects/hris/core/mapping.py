"""Between the words of the HRIS and this wire. The wire uses the words' own field names, so writing is one call."""

from collections.abc import Mapping
from typing import Any

from rosterproof_sim.domain.words.calendar import read_day, read_instant
from rosterproof_sim.domain.words.people import NewCompliance, NewTrainingRecord
from rosterproof_sim.domain.words.written import written

to_wire = written


def training_record_from_wire(body: Mapping[str, Any]) -> NewTrainingRecord:
    """Read the body of `POST /v1/employees/{employee_id}/training-records`."""
    expires_on = body.get("expires_on")
    return NewTrainingRecord(
        course=body["course"],
        completed_at=read_instant(body["completed_at"]),
        score=body.get("score"),
        result=body["result"],
        expires_on=None if expires_on is None else read_day(expires_on),
        source_id=body["source_id"],
        corrects=body.get("corrects"),
        reason=body.get("reason"),
    )


def compliance_from_wire(body: Mapping[str, Any]) -> NewCompliance:
    """Read the body of `PUT /v1/employees/{employee_id}/compliance-status`."""
    return NewCompliance(
        status=body["status"],
        as_of=read_instant(body["as_of"]),
        open_courses=tuple(body["open_courses"]),
    )


def time_from_wire(query: Mapping[str, Any]) -> dict[str, Any]:
    """Read the day and the instant of knowing that a read asks about, as the use cases take them."""
    as_of, known_at = query.get("as_of"), query.get("known_at")
    return {
        "as_of": None if as_of is None else read_day(as_of),
        "known_at": None if known_at is None else read_instant(known_at),
    }
