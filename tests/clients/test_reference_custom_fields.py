"""Custom fields through the reference connector's mapping: typed, sent only where they differ, never guessed."""

from typing import Any

import pytest

from rosterproof.reference.parts import differences
from rosterproof.reference.profile import Held, profile_of

RULES = [
    {"hris": "custom.licensed", "lms": "custom.forklift", "required": True},
    {"hris": "custom.seen_on", "lms": "custom.medical"},
    {"hris": "custom.site", "lms": "location", "values": {"C": "CHI"}},
    {"hris": "title", "lms": "custom.job"},
]
ADA = {"employee_id": "E1", "title": "nurse", "custom": {"licensed": True, "seen_on": "2026-03-02", "site": "C"}}


def profile(custom: dict[str, Any]) -> dict[str, Any]:
    return profile_of({"fields": RULES}, {**ADA, "custom": custom})


def test_they_are_carried_with_their_types_from_and_to_both_kinds() -> None:
    made = profile(ADA["custom"])
    assert repr(made["custom"]) == repr({"forklift": True, "medical": "2026-03-02", "job": "nurse"})
    assert made["location"] == "CHI"


def test_one_without_a_value_clears_what_was_there() -> None:
    assert profile({**ADA["custom"], "seen_on": None})["custom"]["medical"] is None


@pytest.mark.parametrize("custom", [{}, {"licensed": None, "seen_on": None, "site": None}])
def test_one_that_is_not_shown_or_is_required_and_empty_holds_the_record(custom: dict[str, Any]) -> None:
    with pytest.raises(Held) as held:
        profile(custom)
    assert held.value.field == "custom.licensed"


def test_only_what_differs_is_sent_and_true_is_not_one() -> None:
    wanted = profile(ADA["custom"])
    same = {"external_id": "E1", "location": "CHI", "custom": {**wanted["custom"], "of the LMS": 7}}
    assert differences(same, wanted) == {}
    assert differences({**same, "custom": {**wanted["custom"], "forklift": 1}}, wanted) == {
        "custom": {"forklift": True}
    }
    assert differences({**same, "custom": {}}, wanted) == {"custom": wanted["custom"]}
