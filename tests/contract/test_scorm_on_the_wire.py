"""SCORM from launch to completion, as whoever plays it tells it to the LMS."""

from collections.abc import Iterator
from typing import Any

import pytest
from content.packed import cmi5, manifest_12, scorm_12, scorm_2004
from contract.playground import Playground, playground, problem
from contract.unit_at_play import completions, enrolled, import_for, launched, registered

from rosterproof_sim.launch import Server

COURSES = [{"code": "FORK-120", "title": "Forklift", "pass_score": 70}]
PASSED_12 = {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "87"}


@pytest.fixture
def school(server: Server) -> Iterator[Playground]:
    with playground(server, catalog={"courses": COURSES, "rules": []}, contract_mode="strict") as made:
        yield made


def begun(world: Playground, content: bytes) -> str:
    import_for(world, "FORK-120", content)
    return registered(world, enrolled(world, "FORK-120"))


def commit(world: Playground, session: str, values: dict[str, str], *, terminate: bool = True) -> Any:
    return world.lms.post(f"/v1/launches/{session}/scorm", json={"values": values, "terminate": terminate})


def played(world: Playground, registration: str, values: dict[str, str], **how: Any) -> dict[str, Any]:
    answer = commit(world, launched(world, registration, **how)["session_id"], values)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_scorm_12_is_passed_by_its_status_and_score(school: Playground) -> None:
    registration = begun(school, scorm_12())
    ended = played(school, registration, PASSED_12)
    assert (ended["state"], ended["values"]) == ("terminated", PASSED_12)
    assert completions(school) == [("FORK-120", "passed", 87)]
    found = school.lms.get(f"/v1/registrations/{registration}").json()
    assert (found["state"], found["standard"]) == ("passed", "scorm_1.2")
    assert found["standings"] == [
        {"launch_id": "I1", "completed": True, "success": "passed", "score": 87, "satisfied": True}
    ]
    assert not [row for row in school.rows("exchange") if row["data"]["disagreements"]]


def test_scorm_2004_is_passed_by_its_measure(school: Playground) -> None:
    registration = begun(school, scorm_2004())
    told = {"cmi.completion_status": "completed", "cmi.success_status": "unknown", "cmi.score.scaled": "0.85"}
    played(school, registration, told)
    assert completions(school) == [("FORK-120", "passed", 85)]


def test_nothing_is_drawn_before_the_end_and_values_are_kept_until_then(school: Playground) -> None:
    session = launched(school, begun(school, scorm_12()))["session_id"]
    first = commit(school, session, {"cmi.core.lesson_status": "passed"}, terminate=False).json()
    assert (first["state"], completions(school)) == ("initialized", [])
    commit(school, session, {"cmi.core.score.raw": "90"})
    assert completions(school) == [("FORK-120", "passed", 90)]
    problem(commit(school, session, PASSED_12), 403, "session-ended")
    assert len(completions(school)) == 1


def test_who_fails_tries_again(school: Playground) -> None:
    registration = begun(school, scorm_12())
    played(school, registration, {**PASSED_12, "cmi.core.score.raw": "79"})
    played(school, registration, {"cmi.core.lesson_status": "incomplete"})
    played(school, registration, PASSED_12)
    assert completions(school) == [("FORK-120", "failed", 79), ("FORK-120", "passed", 87)]
    problem(school.lms.post(f"/v1/registrations/{registration}/launches", json={}), 409, "enrollment-closed")


def test_the_course_may_want_more_than_the_package(school: Playground) -> None:
    registration = begun(school, scorm_12(manifest_12(mastery="")))
    played(school, registration, {**PASSED_12, "cmi.core.score.raw": "69"})
    assert completions(school) == [("FORK-120", "failed", 69)]
    assert school.lms.get(f"/v1/registrations/{registration}").json()["state"] == "failed"


def test_all_scos_of_a_package_have_to_be_passed(school: Playground) -> None:
    items = '<item identifier="I1" identifierref="R1"/><item identifier="I2" identifierref="R1"/>'
    registration = begun(school, scorm_12(manifest_12(items=items)))
    played(school, registration, PASSED_12, launch_id="I2")
    assert completions(school) == []
    played(school, registration, {**PASSED_12, "cmi.core.score.raw": "93"}, launch_id="I1")
    assert completions(school) == [("FORK-120", "passed", 90)]


def test_who_only_reviews_gets_no_result(school: Playground) -> None:
    registration = begun(school, scorm_12())
    played(school, registration, PASSED_12, mode="Review")
    assert completions(school) == []


def test_what_the_standard_does_not_know_changes_nothing(school: Playground) -> None:
    session = launched(school, begun(school, scorm_12()))["session_id"]
    before = school.state()
    for values in ({"cmi.core.lesson_status": "done"}, {"cmi.success_status": "passed"}, {"cmi.core.score.raw": "1e9"}):
        problem(commit(school, session, values), 422, "invalid")
    problem(school.lms.post(f"/v1/launches/{session}/scorm", json={"values": {"a": 1}}), 422, "invalid")
    problem(school.lms.post(f"/v1/launches/{session}/scorm", json={}), 422, "invalid")
    assert school.state() == before
    assert school.lms.get(f"/v1/launches/{session}").json()["values"] == {}
    unknown = "00000000-0000-8000-8000-000000000000"
    problem(commit(school, unknown, PASSED_12), 404, "not-found")
    problem(school.lms.get(f"/v1/registrations/{unknown}"), 404, "not-found")
    problem(school.lms.get(f"/v1/registrations/{unknown}/statements"), 404, "not-found")
    problem(school.lms.post(f"/v1/registrations/{unknown}/launches", json={}), 404, "not-found")


def test_a_session_of_cmi5_takes_no_values_and_a_leaver_none_at_all(school: Playground) -> None:
    session = launched(school, begun(school, cmi5()))["session_id"]
    problem(commit(school, session, {}), 409, "not-scorm")
    import_for(school, "FORK-120", scorm_12())
    other = launched(school, registered(school, enrolled(school, "FORK-120", "E0000043")))["session_id"]
    school.lms.post("/v1/users/U0000002/deactivate")
    problem(commit(school, other, PASSED_12), 403, "session-ended")
    assert completions(school) == []


def test_what_was_suspended_is_kept_byte_for_byte(school: Playground) -> None:
    session = launched(school, begun(school, scorm_12()))["session_id"]
    hostile = {"cmi.suspend_data": "=1+1\n<script>\u202e'; DROP TABLE launches;--", "cmi.core.lesson_location": "李"}
    assert commit(school, session, hostile, terminate=False).json()["values"] == hostile
    assert school.lms.get(f"/v1/launches/{session}").json()["values"] == hostile
