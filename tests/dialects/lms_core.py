"""The proofs of our own LMS wire."""

from contract import conversations
from dialects import scim_talk
from hypothesis import strategies as st

from rosterproof_sim.dialects.lms.core.mapping import due_from_wire

CONVERSATIONS = {"lms/core.yaml": conversations.LMS, "lms/scim.yaml": scim_talk.CONVERSATIONS}
play_a_past = conversations.play_a_past
ROUND_TRIPS = {
    "a due date": (
        st.none() | st.dates(),
        lambda day: {"due_on": None if day is None else day.isoformat()},
        due_from_wire,
    )
}

PROOFS = {
    **scim_talk.PROOFS,
    "external_id": "unit/test_learning.py::test_a_username_is_unique_and_an_external_id_is_not",
    "employment_status": "dialects/test_core_quirks.py::test_an_employment_status_closes_no_account",
    "null in a PATCH": "unit/test_learning.py::test_null_clears_and_absent_stays",
    "packed content": "contract/test_scorm_on_the_wire.py::test_scorm_12_is_passed_by_its_status_and_score",
    "an enrollment made by hand": "learning/test_enrollment_life.py"
    "::test_what_was_made_by_hand_is_never_touched_by_rules",
    "a full class": "learning/test_classes.py::test_the_first_come_get_seats_and_the_rest_wait",
    "a closed account": "learning/test_leavers.py::test_a_closed_history_can_be_read_and_not_written",
}
