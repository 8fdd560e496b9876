"""Classes over HTTP: what is refused, with which problem, and that a refusal changes nothing; who is told of a seat."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import ADA, Playground, playground, problem

from rosterproof_sim.launch import Server

TIMES = {"starts_at": "2026-03-20T08:00:00Z", "ends_at": "2026-03-20T15:00:00Z"}
CLASS = {"course": "LIFT-120", "seats": 1, **TIMES}


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    """Ada and Bo are to learn to drive a forklift; there is a class with one seat, and it is Ada's."""
    with playground(server, policy={"licenses": 3}) as made:
        for who in ({**ADA}, {"external_id": "E0000043", "given_name": "Bo"}):
            user = made.lms.post("/v1/users", json=who).json()["user_id"]
            made.lms.post("/v1/enrollments", json={"user_id": user, "course": "LIFT-120"})
        made.lms.post("/v1/classes", json=CLASS)
        made.lms.post("/v1/classes/M0000001/bookings", json={"user_id": "U0000001"})
        yield made


def ask(world: Playground, request: tuple[str, str, Any]) -> httpx2.Response:
    method, path, body = request
    return world.lms.request(method, path, json=body)


BOOK = "/v1/classes/M0000001/bookings"
ATTENDANCE = "/v1/bookings/B0000001/attendance"
REFUSED: list[tuple[tuple[str, str, Any], int, str]] = [
    (("POST", "/v1/classes", {**CLASS, "seats": -1}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "seats": 0}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "seats": "many"}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "seats": 10**30}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "waitlist": -1}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "course": "FIRE-101"}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "course": "NO-SUCH"}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "starts_at": "2026-03-01T08:00:00Z"}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "starts_at": "2026-02-30T08:00:00Z"}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "ends_at": TIMES["starts_at"]}), 422, "invalid"),
    (("POST", "/v1/classes", {**CLASS, "status": "begun"}), 422, "invalid"),
    (("PATCH", "/v1/classes/M0000001", {}), 422, "invalid"),
    (("PATCH", "/v1/classes/M0000001", {"seats": 0}), 422, "invalid"),
    (("PATCH", "/v1/classes/M0000001", {"course": "FIRE-101"}), 422, "invalid"),
    (("PATCH", "/v1/classes/M0000099", {"seats": 2}), 404, "not-found"),
    (("GET", "/v1/classes/M0000099", None), 404, "not-found"),
    (("POST", "/v1/classes/M0000099/cancel", None), 404, "not-found"),
    (("POST", "/v1/classes/M0000099/bookings", {"user_id": "U0000002"}), 404, "not-found"),
    (("POST", BOOK, {"user_id": "U0000001"}), 409, "already-booked"),
    (("POST", BOOK, {"user_id": "U0000099"}), 422, "invalid"),
    (("POST", BOOK, {"user_id": "E0000042"}), 422, "invalid"),
    (("POST", BOOK, {}), 422, "invalid"),
    (("GET", "/v1/bookings/B0000099", None), 404, "not-found"),
    (("POST", "/v1/bookings/B0000099/give-up", None), 404, "not-found"),
    (("POST", ATTENDANCE, {"attended": True}), 409, "class-not-begun"),
    (("POST", ATTENDANCE, {"attended": "yes"}), 422, "invalid"),
    (("POST", ATTENDANCE, {"attended": False, "score": 90}), 422, "invalid"),
    (("POST", ATTENDANCE, {"attended": True, "score": 101}), 422, "invalid"),
]


@pytest.mark.parametrize(("request_", "status", "code"), REFUSED, ids=[f"{r[0]} {r[1]} {r[2]}" for r, _, _ in REFUSED])
def test_what_cannot_be_is_refused_and_changes_nothing(
    world: Playground, request_: tuple[str, str, Any], status: int, code: str
) -> None:
    before = world.state()
    problem(ask(world, request_), status, code)
    assert world.state() == before


def test_a_leaver_is_neither_booked_nor_enrolled(world: Playground) -> None:
    world.lms.post("/v1/users/U0000001/deactivate")
    assert world.lms.get("/v1/bookings/B0000001").json()["status"] == "given_up"
    before = world.state()
    problem(world.lms.post(BOOK, json={"user_id": "U0000001"}), 409, "account-closed")
    enrollment = {"user_id": "U0000001", "course": "FIRE-101"}
    problem(world.lms.post("/v1/enrollments", json=enrollment), 409, "account-closed")
    assert world.state() == before


def test_a_company_has_no_more_open_accounts_than_licenses(world: Playground) -> None:
    assert world.lms.post("/v1/users", json={"external_id": "E3", "given_name": "Cy"}).status_code == 201
    problem(world.lms.post("/v1/users", json={"external_id": "E4", "given_name": "Di"}), 409, "no-license-left")
    world.lms.post("/v1/users/U0000003/deactivate")
    assert world.lms.post("/v1/users", json={"external_id": "E4", "given_name": "Di"}).status_code == 201
    problem(world.lms.post("/v1/users/U0000003/reactivate"), 409, "no-license-left")


def test_who_moves_up_is_told_by_a_webhook_once(world: Playground) -> None:
    hook = {"url": "http://127.0.0.1:9/hooks", "events": ["booking.waitlisted", "booking.promoted"], "payload": "full"}
    world.lms.post("/v1/webhook-subscriptions", json=hook)
    assert world.lms.post(BOOK, json={"user_id": "U0000002"}).json()["status"] == "waitlisted"
    world.lms.post("/v1/bookings/B0000001/give-up")
    problem(world.lms.post("/v1/bookings/B0000001/give-up"), 409, "already-closed")
    sent = world.control.get(world.url("/webhook-messages")).json()["data"]
    assert [each["event"] for each in sent] == ["booking.waitlisted", "booking.promoted"]
    told = [each for each in world.lms.get("/v1/changes").json()["data"] if each["type"].startswith("booking.")]
    assert [(each["type"], each["data"]["status"]) for each in told] == [
        ("booking.created", "booked"),
        ("booking.waitlisted", "waitlisted"),
        ("booking.given_up", "given_up"),
        ("booking.promoted", "booked"),
    ]


def test_a_booking_sent_twice_under_one_key_is_one(world: Playground) -> None:
    asked = {"json": {"user_id": "U0000002"}, "headers": {"Idempotency-Key": '"bo-on-monday"'}}
    first, second = (world.lms.post(BOOK, **asked) for _ in range(2))
    assert first.json() == second.json()
    assert len(world.lms.get("/v1/bookings").json()["data"]) == 2
