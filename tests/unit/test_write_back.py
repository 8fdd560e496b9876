"""What an integration writes back to the HRIS is stored as it came."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from unit.small_world import START, TODAY, a_world, hire

from rosterproof_sim.domain.words.changes import Terminated
from rosterproof_sim.domain.words.people import NewCompliance, NewTrainingRecord
from rosterproof_sim.domain.words.refusals import Invalid, NotFound, Refused

RECORD = NewTrainingRecord(
    course="PSM-200",
    completed_at=datetime(2026, 3, 1, 16, 30, tzinfo=timezone(timedelta(hours=2))),
    score=87.0,
    result="passed",
    expires_on=date(2029, 3, 1),
    source_id="C0000012",
)


def test_a_completion_is_stored_in_utc_with_a_whole_score() -> None:
    world = a_world()
    stored = world.hris.add_training_record("E0000001", RECORD)
    assert stored.completed_at == datetime(2026, 3, 1, 14, 30, tzinfo=UTC)
    assert (repr(stored.score), stored.expires_on, stored.recorded_at) == ("87", date(2029, 3, 1), START)
    assert world.hris.training_records("E0000001") == [stored]
    assert world.state()["hris"]["training_records"][0]["completed_at"] == "2026-03-01T14:30:00Z"


def test_the_same_completion_twice_is_two_records() -> None:
    world = a_world()
    for _ in range(2):
        world.hris.add_training_record("E0000001", RECORD)
    assert [each.record_id for each in world.hris.training_records("E0000001")] == ["T0000001", "T0000002"]


def test_a_record_is_corrected_by_another_and_both_stay() -> None:
    world = a_world()
    wrong = world.hris.add_training_record("E0000001", RECORD)
    asked = replace(RECORD, score=78.0, corrects=wrong.record_id, reason="the score was another's")
    right = world.hris.add_training_record("E0000001", asked)
    assert world.hris.training_records("E0000001") == [wrong, right]
    assert (right.corrects, right.reason, wrong.corrects) == ("T0000001", "the score was another's", None)
    with pytest.raises(Refused, match="T0000001 is in force no more: T0000002 took its place"):
        world.hris.add_training_record("E0000001", asked)
    assert world.hris.training_records("E0000001") == [wrong, right]


@pytest.mark.parametrize(
    ("corrects", "reason", "where"),
    [("T0000001", None, "reason"), (None, "for nothing", "reason"), ("T0000009", "gone", "corrects")],
)
def test_a_correction_that_cannot_be(corrects: str | None, reason: str | None, where: str) -> None:
    world = a_world()
    world.hris.add_training_record("E0000001", RECORD)
    with pytest.raises(Invalid) as refusal:
        world.hris.add_training_record("E0000001", replace(RECORD, corrects=corrects, reason=reason))
    assert refusal.value.where == where
    assert len(world.hris.training_records("E0000001")) == 1


def test_nobody_corrects_the_record_of_somebody_else() -> None:
    world = a_world()
    other = world.hris.add_training_record("E0000001", RECORD)
    with pytest.raises(Invalid, match="no record T0000001"):
        world.hris.add_training_record("E0000002", replace(RECORD, corrects=other.record_id, reason="mine"))


def test_a_former_employee_has_records_too() -> None:
    world = a_world()
    whom = hire(world)
    world.hris.record(Terminated(employee_id=whom, effective_on=TODAY, immediate=True))
    assert world.hris.add_training_record(whom, RECORD).employee_id == whom


def test_compliance_is_unknown_until_it_was_written_and_then_as_written_last() -> None:
    world = a_world()
    assert world.hris.compliance("E0000001").status == "unknown"
    assert world.state()["hris"]["compliance"] == []
    for status in ("due", "overdue"):
        new = NewCompliance(status=status, as_of=START, open_courses=("B", "A"))  # type: ignore[arg-type]
        world.hris.put_compliance("E0000001", new)
    assert world.state()["hris"]["compliance"] == [
        {"employee_id": "E0000001", "status": "overdue", "as_of": "2026-03-02T09:00:00Z", "open_courses": ["B", "A"]}
    ]


def test_nobody_unknown_is_written_to() -> None:
    world = a_world()
    with pytest.raises(NotFound, match="E0009999"):
        world.hris.add_training_record("E0009999", RECORD)
    with pytest.raises(NotFound):
        world.hris.put_compliance("E0009999", NewCompliance(status="due", as_of=START, open_courses=()))
    for read in (world.hris.employee, world.hris.job_history, world.hris.training_records, world.hris.compliance):
        with pytest.raises(NotFound):
            read("E0009999")
