"""From an HRIS record to an LMS profile: what is mapped, what is held, and how it is said."""

from typing import Any

import pytest

from rosterproof.reference.profile import Held, course_for, profile_of, value_for

DEPARTMENT = {"hris": "department", "lms": "department", "required": True, "values": {"WHS": "Warehouse"}}
MANAGER = {"hris": "manager_id", "lms": "manager_external_id"}
GRADE = {"hris": "location", "lms": "location", "values": {"CHI": "Chicago"}}
MAPPING = {"key": {"hris": "employee_id", "lms": "external_id"}, "fields": [DEPARTMENT, MANAGER, GRADE]}
ADA = {"employee_id": "E0000042", "department": "WHS", "manager_id": "E0000007", "location": "CHI"}


def held(rule: dict[str, Any], value: Any) -> tuple[str, str]:
    with pytest.raises(Held) as raised:
        value_for(rule, value)
    return raised.value.field, raised.value.reason


def test_fields_are_carried_and_values_translated() -> None:
    assert profile_of(MAPPING, ADA) == {
        "external_id": "E0000042",
        "department": "Warehouse",
        "manager_external_id": "E0000007",
        "location": "Chicago",
    }


def test_a_required_value_that_is_missing_holds_the_record() -> None:
    assert held(DEPARTMENT, None) == ("department", "is missing")


@pytest.mark.parametrize("value", ["whs", "Warehouse", "", "WHS ", "XXX"])
def test_a_value_that_the_mapping_does_not_know_holds_the_record(value: str) -> None:
    assert held(DEPARTMENT, value) == ("department", f"{value!r} is not in the mapping")


def test_an_unknown_value_of_an_optional_field_holds_it_too() -> None:
    assert held(GRADE, "OSL") == ("location", "'OSL' is not in the mapping")


@pytest.mark.parametrize("rule", [MANAGER, GRADE])
def test_an_optional_field_may_be_null_and_clears_what_was_there(rule: dict[str, Any]) -> None:
    assert value_for(rule, None) is None


def test_a_held_record_gives_no_profile_at_all() -> None:
    with pytest.raises(Held, match="department: is missing"):
        profile_of(MAPPING, {**ADA, "department": None})


def test_where_the_mapping_names_no_key_the_stable_id_is_the_key() -> None:
    assert profile_of({"fields": []}, ADA) == {"external_id": "E0000042"}


def test_a_course_has_the_code_that_the_hris_knows() -> None:
    assert course_for({"courses": {"PSM-200": "PSM"}}, "PSM-200") == "PSM"
    assert course_for({"courses": {"PSM-200": "PSM"}}, "ORI-100") == "ORI-100"
    assert course_for({}, "ORI-100") == "ORI-100"
