"""The proofs of our own HRIS wire."""

from datetime import UTC

from contract import conversations
from hypothesis import strategies as st

from rosterproof_sim.dialects.hris.core.mapping import to_wire, training_record_from_wire
from rosterproof_sim.domain.words.people import NewTrainingRecord

CONVERSATIONS = {"hris/core.yaml": conversations.HRIS}
play_a_past = conversations.play_a_past

_TEXTS = st.text(min_size=1, max_size=40)
_INSTANTS = st.datetimes(timezones=st.just(UTC))
_RECORDS = st.builds(
    NewTrainingRecord,
    course=_TEXTS,
    completed_at=_INSTANTS,
    score=st.none() | st.integers(0, 100),
    result=st.sampled_from(["passed", "failed"]),
    expires_on=st.none() | st.dates(),
    source_id=_TEXTS,
)
ROUND_TRIPS = {"a training record": (_RECORDS, to_wire, training_record_from_wire)}

PROOFS = {
    "employee_number": "unit/test_change_log.py::test_a_hire_of_today_shows_at_once_with_an_id_and_a_number",
    "family_name": "unit/test_hostile_names.py::test_a_name_comes_back_from_the_hris_as_it_was_sent",
    "a date": "unit/test_working_lives.py::test_a_day_without_midnight_or_with_two_begins_once",
    "status": "unit/test_working_lives.py::test_a_hire_rescinded_never_comes_about_and_somebody_may_be_hired_after_all",
    "manager_id": "unit/test_working_lives.py::test_managers_may_lead_each_other_and_may_not_be_known_yet",
    "an email, an employee number": "contract/test_bad_input_stories.py"
    "::test_the_id_of_a_leaver_is_taken_and_the_email_is_free",
    "a hire entered ahead": "unit/test_change_log.py::test_a_future_hire_is_on_record_at_once_and_starts_on_the_day",
    "training records": "unit/test_write_back.py::test_the_same_completion_twice_is_two_records",
}
