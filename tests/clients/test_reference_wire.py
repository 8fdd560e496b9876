"""Talking to a system that does not behave: answers get lost, tokens expire, proxies answer with pages of their own."""

import json

import pytest
from clients.scripted import HANG_UP, HTML, Pauses, Reply, Scripted, rows, wire

from rosterproof.reference.patience import ATTEMPTS
from rosterproof.reference.wire import Unreachable, every_page

MADE = Reply(201, '{"user_id": "U0000001"}')
DENIED = Reply(401, '{"detail": "The token is not valid."}', "application/problem+json")


def problem(status: int, detail: str = "no") -> Reply:
    return Reply(status, json.dumps({"detail": detail}), "application/problem+json")


def test_a_lost_answer_is_asked_for_again_with_the_same_key_and_body() -> None:
    with Scripted(HANG_UP, HANG_UP, MADE) as lms:
        answer = wire(lms).ask("POST", "/v1/users", {"given_name": "Ada"}, key="user-1")
    assert answer.status == 201
    assert [(asked.method, asked.key, asked.body) for asked in lms.asked] == [
        ("POST", '"user-1"', b'{"given_name": "Ada"}')
    ] * 3


def test_a_request_without_a_key_has_none() -> None:
    with Scripted(Reply()) as lms:
        wire(lms).ask("PATCH", "/v1/users/U0000001", {"email": None})
    assert lms.asked[0].key is None


def test_an_expired_token_is_renewed_once_and_the_request_repeated() -> None:
    pauses = Pauses()
    with Scripted(Reply(), DENIED, Reply()) as lms:
        lms_wire = wire(lms, pauses)
        assert [lms_wire.get("/v1/users").status for _ in range(2)] == [200, 200]
    assert [asked.headers["authorization"] for asked in lms.asked] == [
        "Bearer token-1",
        "Bearer token-1",
        "Bearer token-2",
    ]
    assert pauses.asked == []


def test_who_is_denied_with_a_new_token_too_does_not_ask_for_ever() -> None:
    with Scripted(DENIED) as lms:
        answer = wire(lms).get("/v1/users")
    assert (answer.status, answer.reason) == (401, "401: The token is not valid.")
    assert (len(lms.asked), lms.tokens_given) == (2, 2)


def test_a_token_is_kept() -> None:
    with Scripted(Reply()) as lms:
        lms_wire = wire(lms)
        for _ in range(5):
            lms_wire.get("/v1/users")
    assert lms.tokens_given == 1


def test_wrong_credentials_end_the_cycle_and_are_not_tried_again() -> None:
    with Scripted(Reply(), tokens=(problem(401, "There is no client of this name."),)) as lms:
        with pytest.raises(Unreachable, match=r"no token from .* 401: There is no client of this name"):
            wire(lms).get("/v1/users")
        assert lms.tokens_given == 1


def test_a_token_that_is_put_off_is_asked_for_again() -> None:
    pauses = Pauses()
    with Scripted(Reply(), tokens=(problem(429), HANG_UP)) as lms:
        assert wire(lms, pauses).get("/v1/users").ok
    assert pauses.asked == [429, None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int) -> None:
    pauses = Pauses()
    with Scripted(problem(status), problem(status), Reply()) as lms:
        assert wire(lms, pauses).get("/v1/users").ok
    assert pauses.asked == [status, status]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422])
def test_what_will_not_pass_is_not(status: int) -> None:
    with Scripted(problem(status, "because")) as lms:
        assert wire(lms).get("/v1/users").reason == f"{status}: because"
    assert len(lms.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_system_that_stays_away_ends_the_cycle(status: int) -> None:
    with Scripted(problem(status, "later")) as lms:
        with pytest.raises(Unreachable, match=f"{status}: later"):
            wire(lms).get("/v1/users")
        assert len(lms.asked) == ATTEMPTS


def test_a_request_that_breaks_the_server_each_time_is_an_answer_so_that_others_may_pass() -> None:
    with Scripted(problem(500, "oops")) as lms:
        assert wire(lms).ask("POST", "/v1/users", {}).reason == "500: oops"
    assert len(lms.asked) == ATTEMPTS


NO_ANSWERS = {
    "a page of HTML": HTML,
    "HTML that calls itself JSON": HTML._replace(content_type="application/json"),
    "nothing": Reply(body="", content_type=""),
    "no object": Reply(body="[]"),
    "null": Reply(body="null"),
    "half of the JSON": Reply(body='{"data": ['),
    "no text": Reply(body="\x00"),
}


@pytest.mark.parametrize("what", NO_ANSWERS)
def test_what_is_no_answer_under_200_is_asked_for_again(what: str) -> None:
    pauses = Pauses()
    with Scripted(NO_ANSWERS[what], rows({"user_id": "U0000001"})) as lms:
        assert list(every_page(wire(lms, pauses), "/v1/users")) == [{"user_id": "U0000001"}]
    assert pauses.asked == [None]


@pytest.mark.parametrize("what", NO_ANSWERS)
def test_what_is_no_answer_under_200_never_passes_for_an_empty_list(what: str) -> None:
    with Scripted(NO_ANSWERS[what]) as lms, pytest.raises(Unreachable):
        list(every_page(wire(lms), "/v1/users"))


@pytest.mark.parametrize("status", [429, 503])
def test_a_page_of_html_under_another_status_still_has_its_headers(status: int) -> None:
    pauses = Pauses(lambda answer, *_: 0 if answer.headers["retry-after"] == "0" else 1 / 0)
    with Scripted(HTML._replace(status=status, headers={"Retry-After": "0"}), Reply()) as lms:
        assert wire(lms, pauses).get("/v1/users").ok


def test_a_list_is_read_to_its_last_page() -> None:
    with Scripted(rows({"n": 1}, {"n": 2}, then="a+b/c="), rows(then="d"), rows({"n": 3})) as lms:
        assert [row["n"] for row in every_page(wire(lms), "/v1/enrollments", status="failed")] == [1, 2, 3]
    assert [asked.path for asked in lms.asked] == [
        "/v1/enrollments?limit=200&status=failed",
        "/v1/enrollments?limit=200&status=failed&cursor=a%2Bb%2Fc%3D",
        "/v1/enrollments?limit=200&status=failed&cursor=d",
    ]


def test_a_list_that_breaks_off_is_not_taken_for_whole() -> None:
    with Scripted(rows({"n": 1}, then="a"), problem(404)) as lms, pytest.raises(Unreachable):
        list(every_page(wire(lms), "/v1/users"))


def test_a_feed_is_read_from_its_position_to_its_end() -> None:
    first = Reply(body='{"data": [{"sequence": 8}], "next_after": 8, "has_more": true}')
    last = Reply(body='{"data": [{"sequence": 9}], "next_after": 9, "has_more": false}')
    with Scripted(first, last) as lms:
        assert [row["sequence"] for row in wire(lms).feed("/v1/completions", 7)] == [8, 9]
    assert [asked.path for asked in lms.asked] == [
        "/v1/completions?after=7&limit=200",
        "/v1/completions?after=8&limit=200",
    ]


@pytest.mark.parametrize("name", ["Zoë Łukasz 明", "\ud800", 'x"\\\n'])
def test_every_name_that_json_can_hold_is_sent(name: str) -> None:
    with Scripted(Reply()) as lms:
        assert wire(lms).ask("POST", "/v1/users", {"given_name": name}).ok
    assert json.loads(lms.asked[0].body) == {"given_name": name}


def test_a_connection_that_was_closed_while_idle_costs_a_try_and_nothing_else() -> None:
    with Scripted(Reply(headers={"Connection": "close"}), Reply()) as lms:
        lms_wire = wire(lms)
        assert [lms_wire.get("/v1/users").status for _ in range(2)] == [200, 200]
