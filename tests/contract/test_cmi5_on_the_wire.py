"""cmi5 from launch to completion, as a unit in a browser lives it; and every rule that an LMS has to hold it to."""

from collections.abc import Iterator
from typing import Any

import pytest
from content.packed import UNIT, cmi5, structure, unit
from contract.playground import Playground, client, playground, problem
from contract.unit_at_play import (
    ADL,
    CMI5,
    EXTENSIONS,
    MOVE_ON,
    VERSION,
    W3ID,
    Unit,
    completions,
    enrolled,
    import_for,
    launched,
    registered,
)

from rosterproof_sim.launch import Server

COURSES = [
    {"code": "PSM-200", "title": "Process Safety", "pass_score": 80, "validity": {"days": 365}},
    {"code": "EASY-1", "title": "Easy"},
]


@pytest.fixture
def school(server: Server) -> Iterator[Playground]:
    with playground(server, catalog={"courses": COURSES, "rules": []}, contract_mode="strict") as made:
        yield made


def begun(world: Playground, units: str | None = None, course: str = "PSM-200") -> str:
    """A registration for a course of these units."""
    import_for(world, course, cmi5(structure(units)))
    return registered(world, enrolled(world, course))


def opened(world: Playground, registration: str, **how: Any) -> Unit:
    return Unit(launched(world, registration, **how)["launch_url"]).open()


def standing(world: Playground, registration: str) -> tuple[Any, ...]:
    found = world.lms.get(f"/v1/registrations/{registration}").json()
    (part,) = found["standings"]
    return found["state"], part["completed"], part["success"], part["score"], part["satisfied"]


def said(world: Playground, registration: str) -> list[tuple[str, str]]:
    rows = world.lms.get(f"/v1/registrations/{registration}/statements").json()["data"]
    return [(row["issuer"], row["statement"]["verb"]["id"].rpartition("/")[2]) for row in rows]


def status(world: Playground) -> str:
    (found,) = world.lms.get("/v1/enrollments").json()["data"]
    return str(found["status"])


def test_a_learner_is_launched_passes_and_holds_a_certification(school: Playground) -> None:
    registration = begun(school)
    assert status(school) == "assigned"
    playing = opened(school, registration)
    assert status(school) == "in_progress"
    playing.say("initialized", "completed", "passed", "terminated", scaled=0.92)
    assert completions(school) == [("PSM-200", "passed", 92)]
    assert status(school) == "completed"
    assert standing(school, registration) == ("passed", True, "passed", 92, True)
    (held,) = school.lms.get("/v1/certifications").json()["data"]
    assert held["status"] == "active"
    assert said(school, registration) == [
        ("lms", "launched"),
        ("content", "initialized"),
        ("content", "completed"),
        ("content", "passed"),
        ("lms", "satisfied"),
        ("content", "terminated"),
    ]
    assert not [row for row in school.rows("exchange") if row["data"]["disagreements"]]


def test_the_launch_url_says_what_cmi5_wants_and_its_data_the_rest(school: Playground) -> None:
    more = "<launchParameters>level=2</launchParameters><entitlementKey>key-1</entitlementKey>"
    registration = begun(school, unit(url="content/index.html?lang=en", more=more))
    made = launched(school, registration, return_url="http://127.0.0.1/back")
    assert made["launch_url"].startswith("content/index.html?lang=en&endpoint=")
    playing = Unit(made["launch_url"]).open()
    assert (playing.registration, playing.session) == (registration, made["session_id"])
    assert playing.activity == made["activity_id"] != UNIT
    assert playing.actor["account"]["name"] == "U0000001"
    assert playing.state().json() == {
        "contextTemplate": {
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": UNIT}]},
            "extensions": {EXTENSIONS + "sessionid": made["session_id"]},
        },
        "launchMode": "Normal",
        "moveOn": "Passed",
        "masteryScore": 0.8,
        "launchParameters": "level=2",
        "returnURL": "http://127.0.0.1/back",
        "entitlementKey": {"courseStructure": "key-1"},
    }
    (first, *_) = school.lms.get(f"/v1/registrations/{registration}/statements").json()["data"]
    context = first["statement"]["context"]["extensions"]
    assert context[EXTENSIONS + "masteryscore"] == 0.8
    assert context[EXTENSIONS + "launchmode"] == "Normal"
    assert context[EXTENSIONS + "moveon"] == "Passed"


def test_the_token_is_fetched_once_and_ends_with_the_session(school: Playground) -> None:
    playing = Unit(launched(school, begun(school))["launch_url"])
    playing.open()
    assert playing.fetch() == {"error-code": "1", "error-text": "The token of this launch was fetched already."}
    playing.say("initialized", "terminated")
    playing.refused("session-ended", playing.statement("passed"), status=401)
    wrong = Unit(launched(school, playing.registration)["launch_url"])
    wrong.fetch_url += "x"
    assert wrong.fetch()["error-code"] == "2"


def test_nobody_else_speaks_for_content(school: Playground) -> None:
    playing = opened(school, begun(school))
    stranger = client(playing.endpoint, **VERSION)
    problem(stranger.post("/statements", json=[playing.statement("initialized")]), 401, "unauthorized")
    stranger.headers["Authorization"] = "Basic bm9ib2R5OnJlYWxseQ=="
    problem(stranger.post("/statements", json=[playing.statement("initialized")]), 401, "unauthorized")
    school.lms.headers.update(VERSION)
    problem(school.lms.post("/v1/xapi/statements", json=[playing.statement("initialized")]), 401, "unauthorized")
    del playing.http.headers["X-Experience-API-Version"]
    problem(playing.send(playing.statement("initialized")), 400, "malformed")
    playing.http.headers["X-Experience-API-Version"] = "2.0.0"
    problem(playing.send(playing.statement("initialized")), 400, "malformed")


@pytest.mark.parametrize(
    ("move_on", "verbs", "satisfied"),
    [
        ("Passed", ["completed"], False),
        ("Passed", ["passed"], True),
        ("Completed", ["passed"], False),
        ("Completed", ["completed"], True),
        ("CompletedAndPassed", ["completed"], False),
        ("CompletedAndPassed", ["passed"], False),
        ("CompletedAndPassed", ["passed", "completed"], True),
        ("CompletedOrPassed", ["completed"], True),
        ("CompletedOrPassed", ["passed"], True),
        ("NotApplicable", [], True),
    ],
)
def test_a_unit_moves_on_by_its_own_criterion(
    school: Playground, move_on: str, verbs: list[str], satisfied: bool
) -> None:
    registration = begun(school, unit(attributes=f'moveOn="{move_on}"'), "EASY-1")
    playing = opened(school, registration)
    playing.say("initialized", *verbs)
    playing.say("terminated")
    assert standing(school, registration)[-1] is satisfied
    assert completions(school) == ([("EASY-1", "passed", None)] if satisfied else [])
    assert status(school) == ("completed" if satisfied else "in_progress")


def test_who_fails_tries_again_in_the_same_registration(school: Playground) -> None:
    registration = begun(school)
    opened(school, registration).say("initialized", "failed", "terminated", scaled=0.4)
    assert (completions(school), status(school)) == ([("PSM-200", "failed", 40)], "failed")
    again = opened(school, registration)
    assert status(school) == "in_progress"
    again.say("initialized", "passed", "terminated", scaled=0.8)
    assert completions(school) == [("PSM-200", "failed", 40), ("PSM-200", "passed", 80)]


def test_the_course_may_want_more_than_the_content(school: Playground) -> None:
    registration = begun(school, unit(attributes='moveOn="Passed" masteryScore="0.6"'))
    opened(school, registration).say("initialized", "passed", "terminated", scaled=0.7)
    assert completions(school) == [("PSM-200", "failed", 70)]
    assert standing(school, registration)[0] == "failed"
    problem(school.lms.post(f"/v1/registrations/{registration}/launches", json={}), 409, "registration-closed")
    second = registered(school, "L0000001")
    opened(school, second).say("initialized", "passed", scaled=0.9)
    assert completions(school)[-1] == ("PSM-200", "passed", 90)


def test_a_course_of_several_units_wants_all_of_them(school: Playground) -> None:
    units = "".join(unit(f"urn:au:{number}") for number in (1, 2))
    registration = begun(school, units)
    opened(school, registration, launch_id="urn:au:2").say("initialized", "passed", scaled=0.9)
    assert completions(school) == []
    opened(school, registration, launch_id="urn:au:1").say("initialized", "passed", scaled=0.8)
    assert completions(school) == [("PSM-200", "passed", 85)]
    problem(
        school.lms.post(f"/v1/registrations/{registration}/launches", json={"launch_id": "urn:au:3"}), 404, "not-found"
    )


def broken(playing: Unit, verb: str, **change: Any) -> dict[str, Any]:
    """A statement with one thing of its context changed."""
    made = playing.statement(verb)
    return {**made, "context": {**made["context"], **change}}


def test_every_rule_of_order_is_held(school: Playground) -> None:
    playing = opened(school, begun(school))
    for verb in ("completed", "passed", "terminated"):
        playing.refused("not-initialized", playing.statement(verb))
    playing.say("initialized")
    playing.refused("statement-repeated", playing.statement("initialized"))
    playing.say("completed", "passed", scaled=0.9)
    for verb, code in (
        ("completed", "statement-repeated"),
        ("passed", "statement-repeated"),
        ("failed", "failed-after-passed"),
    ):
        playing.refused(code, playing.statement(verb))
    playing.refused("session-ended", playing.statement("terminated"), playing.statement("initialized"))
    playing.say("terminated")


def test_once_a_registration_is_passed_no_session_says_so_again(school: Playground) -> None:
    units = "".join(unit(f"urn:au:{number}") for number in (1, 2))
    registration = begun(school, units)
    opened(school, registration).say("initialized", "completed", "passed", "terminated", scaled=0.9)
    again = opened(school, registration)
    again.say("initialized")
    again.refused("statement-repeated", again.statement("completed"))
    again.refused("statement-repeated", again.statement("passed", scaled=0.9))
    again.refused("failed-after-passed", again.statement("failed", scaled=0.1))


@pytest.mark.parametrize(
    ("code", "verb", "change"),
    [
        ("score-against-mastery", "passed", {"result": {"score": {"scaled": 0.79}}}),
        ("score-against-mastery", "failed", {"result": {"score": {"scaled": 0.8}}}),
        ("score-not-allowed", "completed", {"result": {"score": {"scaled": 0.9}}}),
        ("score-not-allowed", "terminated", {"result": {"score": {"scaled": 0.9}}}),
        ("score-incomplete", "passed", {"result": {"score": {"raw": 9, "max": 10}}}),
        ("score-incomplete", "passed", {"result": {"score": {"raw": 11, "min": 0, "max": 10}}}),
        ("result-contradicts", "passed", {"result": {"success": False}}),
        ("result-contradicts", "failed", {"result": {"success": True}}),
        ("result-contradicts", "completed", {"result": {"completion": False}}),
        ("wrong-actor", "passed", {"actor": {"account": {"homePage": "https://lms.invalid", "name": "U0000002"}}}),
        ("wrong-activity", "passed", {"object": {"id": UNIT}}),
        ("verb-of-the-lms", "passed", {"verb": {"id": W3ID + "waived"}}),
        ("verb-of-the-lms", "passed", {"verb": {"id": ADL + "launched"}}),
        ("verb-unknown", "passed", {"verb": {"id": ADL + "experienced"}}),
    ],
)
def test_what_a_statement_may_not_say(school: Playground, code: str, verb: str, change: dict[str, Any]) -> None:
    registration = begun(school)
    playing = opened(school, registration)
    playing.say("initialized")
    before = school.state(), said(school, registration)
    playing.refused(code, {**playing.statement(verb), **change})
    assert (school.state(), said(school, registration)) == before


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("session-missing", {"extensions": {}}),
        ("session-missing", {"extensions": {EXTENSIONS + "sessionid": "another"}}),
        ("wrong-registration", {"registration": "00000000-0000-8000-8000-000000000000"}),
        ("category-missing", {"contextActivities": {"category": [{"id": CMI5}]}}),
        ("category-missing", {"contextActivities": {"category": [{"id": MOVE_ON}]}}),
    ],
)
def test_what_a_context_may_not_lack(school: Playground, code: str, change: dict[str, Any]) -> None:
    playing = opened(school, begun(school))
    playing.say("initialized")
    playing.refused(code, broken(playing, "passed", **change))
    assert completions(school) == []


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_who_only_looks_around_gets_no_result(school: Playground, mode: str) -> None:
    playing = opened(school, begun(school), mode=mode)
    assert status(school) == "assigned"
    assert playing.state().json()["launchMode"] == mode
    playing.say("initialized")
    for verb in ("completed", "passed", "failed"):
        playing.refused("mode-not-normal", playing.statement(verb))
    playing.say("terminated")
    assert completions(school) == []


def test_a_session_that_is_launched_anew_is_abandoned(school: Playground) -> None:
    registration = begun(school)
    first = opened(school, registration)
    first.say("initialized")
    second = opened(school, registration)
    first.refused("session-ended", first.statement("passed"), status=401)
    assert school.lms.get(f"/v1/launches/{first.session}").json()["state"] == "abandoned"
    assert ("lms", "abandoned") in said(school, registration)
    second.say("initialized", "passed", scaled=1)
    assert completions(school) == [("PSM-200", "passed", 100)]


def test_statements_are_taken_all_or_none_and_never_twice(school: Playground) -> None:
    registration = begun(school)
    playing = opened(school, registration)
    playing.refused("statement-repeated", playing.statement("initialized"), playing.statement("initialized"))
    assert said(school, registration) == [("lms", "launched")]
    playing.say("initialized")
    given = "9f7b5b0f-1d2c-47aa-8d10-9c3e1f2a3b4c"
    passed = playing.statement("passed", scaled=0.9)
    for _ in range(2):
        answer = playing.http.put(f"{playing.endpoint}/statements", params={"statementId": given}, json=passed)
        assert answer.status_code == 204, answer.text
        assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    assert playing.send({**passed, "id": given}).json() == [given]
    playing.refused("statement-conflict", {**playing.statement("passed", scaled=1), "id": given}, status=409)
    other = {**passed, "id": given.replace("9f7b", "0000")}
    answer = playing.http.put(f"{playing.endpoint}/statements", params={"statementId": given}, json=other)
    problem(answer, 422, "invalid")
    assert completions(school) == [("PSM-200", "passed", 90)]


def test_what_content_says_of_its_own_is_kept_and_nothing_follows(school: Playground) -> None:
    registration = begun(school)
    playing = opened(school, registration)
    own = broken(playing, "passed", contextActivities={}) | {"object": {"id": "https://example.test/slide/3"}}
    playing.refused("not-initialized", own)
    playing.say("initialized")
    assert playing.send(own).status_code == 200
    assert completions(school) == []
    assert said(school, registration)[-1] == ("content", "passed")
    playing.say("passed", scaled=0.9)
    assert completions(school) == [("PSM-200", "passed", 90)]


def test_content_reads_of_nobody_but_its_learner(school: Playground) -> None:
    playing = opened(school, begun(school))
    problem(playing.state(activityId=UNIT), 403, "wrong-activity")
    problem(playing.state(registration="00000000-0000-8000-8000-000000000000"), 403, "wrong-activity")
    problem(playing.state(agent='{"account": {"name": "U0000002"}}'), 403, "wrong-actor")
    problem(playing.state(agent="not json"), 400, "malformed")
    problem(playing.state(stateId="other"), 404, "not-found")
    asked = {"agent": playing.state().request.url.params["agent"], "profileId": "cmi5LearnerPreferences"}
    profile = playing.http.get(f"{playing.endpoint}/agents/profile", params=asked)
    assert profile.json() == {"languagePreference": "en-US", "audioPreference": "on"}


def test_a_leaver_learns_no_more(school: Playground) -> None:
    registration = begun(school)
    playing = opened(school, registration)
    playing.say("initialized")
    second = Unit(launched(school, registration)["launch_url"])
    school.lms.post("/v1/users/U0000001/deactivate")
    assert second.fetch()["error-code"] == "2"
    playing.refused("session-ended", playing.statement("passed"), status=401)
    problem(school.lms.post(f"/v1/registrations/{registration}/launches", json={}), 409, "enrollment-closed")
    assert completions(school) == []


def test_who_was_taken_off_a_course_gets_no_result_in_it(school: Playground) -> None:
    playing = opened(school, begun(school))
    playing.say("initialized")
    school.lms.post("/v1/enrollments/L0000001/withdraw")
    playing.refused("enrollment-closed", playing.statement("passed", scaled=0.9))
    assert completions(school) == []


def test_a_registration_wants_content_and_an_open_enrollment_and_there_is_one_at_a_time(school: Playground) -> None:
    enrollment = enrolled(school, "PSM-200")
    path = f"/v1/enrollments/{enrollment}/registrations"
    problem(school.lms.post(path), 409, "no-content")
    import_for(school, "PSM-200", cmi5())
    first = registered(school, enrollment)
    assert first in problem(school.lms.post(path), 409, "already-registered")["detail"]
    assert [each["registration_id"] for each in school.lms.get(path).json()["data"]] == [first]
    school.lms.post(f"/v1/enrollments/{enrollment}/withdraw")
    problem(school.lms.post(path), 409, "enrollment-closed")
    problem(school.lms.post("/v1/enrollments/L0000099/registrations"), 404, "not-found")
    problem(school.lms.get("/v1/enrollments/L0000099/registrations"), 404, "not-found")


def test_a_registration_stays_with_the_content_that_it_began_with(school: Playground) -> None:
    registration = begun(school)
    import_for(school, "PSM-200", cmi5(structure(unit("urn:au:new"))))
    assert launched(school, registration)["launch_id"] == UNIT
    other = registered(school, enrolled(school, "PSM-200", "E0000043"))
    assert launched(school, other)["launch_id"] == "urn:au:new"


def test_no_token_is_in_the_journal(school: Playground) -> None:
    made = launched(school, begun(school))
    playing = Unit(made["launch_url"])
    token = playing.fetch()["auth-token"]
    (row,) = school.rows("exchange", operation="launchContent")
    assert playing.fetch_url not in str(row)
    assert token not in str(school.rows())


def test_a_result_is_told_to_subscribers_like_any_other(school: Playground) -> None:
    opened(school, begun(school)).say("initialized", "passed", scaled=0.9)
    types = [each["type"] for each in school.lms.get("/v1/changes").json()["data"]]
    assert types == ["enrollment.created", "enrollment.started", "completion.recorded", "certification.issued"]


def test_who_is_excused_is_told_so_with_the_reason(school: Playground) -> None:
    registration = begun(school, unit("urn:au:1") + unit("urn:au:2"))
    opened(school, registration).say("initialized", "passed", "terminated", scaled=0.9)
    playing = opened(school, registration, launch_id="urn:au:2")
    school.post("/enrollments/L0000001/waive", {"reason": "Holds a license"})
    playing.refused("session-ended", playing.statement("initialized"), status=401)
    found = school.lms.get(f"/v1/registrations/{registration}").json()
    assert (found["state"], [each["satisfied"] for each in found["standings"]]) == ("waived", [True, True])
    assert said(school, registration)[-2:] == [("lms", "abandoned"), ("lms", "waived")]
    last = school.lms.get(f"/v1/registrations/{registration}/statements").json()["data"][-1]
    assert last["statement"]["result"]["extensions"] == {
        "https://w3id.org/xapi/cmi5/result/extensions/reason": "Holds a license"
    }
    assert last["statement"]["object"]["id"].endswith("/2")
    assert (completions(school), status(school)) == ([], "waived")


@pytest.mark.parametrize("identity", ["urn:uuid:5b0f1d2c-77aa-8d10-9c3e-1f2a3b4c5d6e", "https://example.test/安全/1"])
def test_a_publisher_may_name_a_unit_by_any_iri(school: Playground, identity: str) -> None:
    registration = begun(school, unit(identity))
    opened(school, registration).say("initialized", "passed", scaled=0.9)
    first, *_ = school.lms.get(f"/v1/registrations/{registration}/statements").json()["data"]
    assert first["statement"]["context"]["contextActivities"]["grouping"] == [{"id": identity}]
    assert completions(school) == [("PSM-200", "passed", 90)]


@pytest.mark.parametrize("identity", ["passed", "//example.test/x", "http://example.test/a b", "9x:y"])
def test_what_is_no_iri_is_no_name_of_a_verb(school: Playground, identity: str) -> None:
    playing = opened(school, begun(school))
    playing.refused("invalid", {**playing.statement("initialized"), "verb": {"id": identity}}, status=422)
