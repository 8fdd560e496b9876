"""Versions, paths, attestations and training done elsewhere over HTTP; a refusal changes nothing."""

from typing import Any

import httpx2
import pytest
from contract.playground import ADA, LEADER, Playground, client, problem

PUBLISHED = {"title": "Fire Safety", "validity": {"months": 12}, "window_days": 30}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "body"),
    ({**PUBLISHED, "version": 9}, "body"),
    ({**PUBLISHED, "code": "OTHER"}, "body"),
    ({**PUBLISHED, "retake_within_days": -1}, "body.retake_within_days"),
    ({**PUBLISHED, "retake_within_days": "soon"}, "body.retake_within_days"),
    ({**PUBLISHED, "max_attempts": 0}, "body.max_attempts"),
    ({**PUBLISHED, "score_policy": "average"}, "body.score_policy"),
    ({**PUBLISHED, "kind": "scorm"}, "body.kind"),
    ({**PUBLISHED, "window_days": 400}, "body.catalog.courses[1].window_days"),
    ({**PUBLISHED, "requires": ["NO-SUCH"]}, "body.catalog.courses[1].requires"),
    ({**PUBLISHED, "requires": ["CODE-500"]}, "body.catalog.courses[1].requires"),
    ({**PUBLISHED, "statement": "I have read it."}, "body.catalog.courses[1].statement"),
    ({**PUBLISHED, "validity": {"months": 12, "days": 1}}, "body.validity"),
]


def publish(world: Playground, code: str, body: dict[str, Any]) -> httpx2.Response:
    return world.control.put(world.url(f"/courses/{code}"), json=body)


@pytest.mark.parametrize(("body", "where"), WRONG, ids=[where for _, where in WRONG])
def test_a_version_that_cannot_be_is_refused_and_changes_nothing(
    world: Playground, body: dict[str, Any], where: str
) -> None:
    before = world.state()
    answer = problem(publish(world, "FIRE-101", body), 422, "invalid")
    assert where in [each["where"] for each in answer["errors"]]
    assert world.state() == before


def test_a_version_is_published_listed_told_and_seen_by_who_is_enrolled(world: Playground) -> None:
    user = world.lms.post("/v1/users", json=LEADER).json()["user_id"]
    world.lms.post("/v1/enrollments", json={"user_id": user, "course": "FIRE-101"})
    answer = publish(world, "FIRE-101", {**PUBLISHED, "retake_within_days": 30})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    versions = world.lms.get("/v1/courses/FIRE-101/versions").json()["data"]
    assert [(each["version"], each["published_at"], each["retake_within_days"]) for each in versions] == [
        (1, None, None),
        (2, "2026-03-02T09:00:00Z", 30),
    ]
    (told,) = [each for each in world.lms.get("/v1/changes").json()["data"] if each["type"] == "course.published"]
    assert told["data"] == {"code": "FIRE-101", "version": 2, "retake_within_days": 30}
    fire = world.lms.get("/v1/enrollments?course=FIRE-101").json()["data"]
    assert [(each["course_version"], each["attempts"], each["score"]) for each in fire] == [(2, 0, None)]
    problem(world.lms.get("/v1/courses/NO-SUCH/versions"), 404, "not-found")


@pytest.fixture
def learner(world: Playground) -> httpx2.Client:
    """Ada, signed in, with a policy to acknowledge."""
    user = world.lms.post("/v1/users", json=ADA).json()["user_id"]
    world.lms.post("/v1/enrollments", json={"user_id": user, "course": "CODE-500"})
    url = world.made["systems"]["lms"]["base_url"]
    visit = client(url).post("/v1/sessions", json={"username": "ada", "password": world.made["learner_password"]})
    return client(url, Authorization=f"Bearer {visit.json()['session_token']}")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"course": "CODE-500", "version": 2}, 409, "other-version"),
        ({"course": "CODE-500", "version": 0}, 422, "invalid"),
        ({"course": "CODE-500"}, 422, "invalid"),
        ({"course": "FIRE-101", "version": 1}, 422, "invalid"),
        ({"course": "CODE-500", "version": 1, "user_id": "U0000002"}, 422, "invalid"),
    ],
)
def test_what_cannot_be_acknowledged(
    world: Playground, learner: httpx2.Client, body: dict[str, Any], status: int, code: str
) -> None:
    before = world.state()
    problem(learner.post("/v1/attestations", json=body), status, code)
    assert world.state() == before


def test_only_the_learner_acknowledges_and_once(world: Playground, learner: httpx2.Client) -> None:
    body = {"course": "CODE-500", "version": 1}
    assert world.lms.post("/v1/attestations", json=body).status_code == 401  # a connector is no learner
    made = learner.post("/v1/attestations", json=body)
    assert (made.status_code, made.json()["statement"]) == (201, "I have read it.")
    problem(learner.post("/v1/attestations", json=body), 409, "no-enrollment")
    assert world.lms.get("/v1/attestations?course=CODE-500").json() == {"data": [made.json()], "next_cursor": None}
    world.lms.post("/v1/users/U0000001/deactivate")
    assert learner.post("/v1/attestations", json=body).status_code == 401
    kept = world.lms.get("/v1/attestations?user_id=U0000001").json()["data"]
    assert [each["external_id"] for each in kept] == ["E0000042"]  # a leaver's stays to be read


def test_the_way_on_a_path(world: Playground) -> None:
    user = world.lms.post("/v1/users", json=LEADER).json()["user_id"]
    world.lms.post("/v1/enrollments", json={"user_id": user, "course": "FIRE-101"})

    def steps() -> list[str]:
        (path,) = world.lms.get(f"/v1/users/{user}/paths").json()["data"]
        return [each["state"] for each in path["steps"]]

    assert steps() == ["open", "waiting"]
    world.post("/learner-actions", {"external_id": "E0000042", "course": "PSM-200", "action": "pass", "score": 90})
    assert steps() == ["met", "open"]
    problem(world.lms.get("/v1/users/U0000099/paths"), 404, "not-found")


CARD = {"user_id": "U0000001", "course": "BLS-270", "completed_at": "2026-02-20T15:00:00Z"}


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"user_id": "U0000099"}, 422, "invalid"),
        ({"user_id": "ada"}, 422, "invalid"),
        ({"course": "FIRE-101"}, 422, "invalid"),
        ({"course": "NO-SUCH"}, 422, "invalid"),
        ({"completed_at": "2026-03-02T09:00:01Z"}, 422, "invalid"),
        ({"completed_at": "2026-02-30T09:00:00Z"}, 422, "invalid"),
        ({"completed_at": "0001-01-01T00:00:00Z"}, 422, "invalid"),
        ({"score": -1}, 422, "invalid"),
        ({"reference": ""}, 422, "invalid"),
        ({"result": "failed"}, 422, "invalid"),
    ],
)
def test_a_training_that_cannot_have_been(world: Playground, more: dict[str, Any], status: int, code: str) -> None:
    world.lms.post("/v1/users", json=ADA)
    before = world.state()
    problem(world.lms.post("/v1/completions", json={**CARD, **more}), status, code)
    assert world.state() == before


def test_a_training_done_elsewhere_is_recorded_once_with_its_proof(world: Playground) -> None:
    world.lms.post("/v1/users", json=ADA)
    asked = {"json": {**CARD, "reference": "Card <4711>"}, "headers": {"Idempotency-Key": '"card-4711"'}}
    first, second = (world.lms.post("/v1/completions", **asked) for _ in range(2))
    assert (first.status_code, first.json()) == (201, second.json())
    (kept,) = world.lms.get("/v1/completions").json()["data"]
    assert (kept["reference"], kept["completed_at"], kept["expires_on"]) == (
        "Card <4711>",
        "2026-02-20T15:00:00Z",
        "2028-02-20",
    )
    earlier = {**CARD, "completed_at": "2026-02-19T15:00:00Z"}
    problem(world.lms.post("/v1/completions", json=earlier), 409, "certified-later")
    world.lms.post("/v1/users/U0000001/deactivate")
    problem(world.lms.post("/v1/completions", json=CARD), 409, "account-closed")
