"""How long the connector waits before it asks again."""

import time
from datetime import UTC, datetime

import pytest
from clients.scripted import HANG_UP, Pauses, Reply, Scripted, wire

from rosterproof.reference.patience import ATTEMPTS, LONGEST, asked_for, backoff
from rosterproof.reference.wire import Answer, Unreachable, patient

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GARBAGE = ["", "soon", "-5", "1.5", "2;3", "²", "٣", "0x10", "Mon, 99 Foo 2026", "1 Jan 99999999999999999999 0:0:0 GMT"]


def asked(text: str) -> float | None:
    return asked_for({"retry-after": text}, NOW)


def put_off(**headers: str) -> Answer:
    return Answer(status=429, headers=headers, body=None)


@pytest.mark.parametrize(("text", "seconds"), [("0", 0), ("2", 2), (" 17 ", 17), ("3600", 3600)])
def test_seconds_are_waited_for(text: str, seconds: float) -> None:
    assert asked(text) == seconds


@pytest.mark.parametrize(
    "text", ["Mon, 02 Mar 2026 09:00:30 GMT", "Mon, 02 Mar 2026 09:00:30 -0000", "Mon, 02 Mar 2026 10:00:30 +0100"]
)
def test_a_date_is_waited_for(text: str) -> None:
    assert asked(text) == 30


def test_a_date_in_the_past_is_no_wait() -> None:
    assert asked("Sun, 01 Mar 2026 09:00:00 GMT") == 0


@pytest.mark.parametrize("text", [*GARBAGE, "Mon, 02 Mar 2026 00:00:30 -99999999999999999999"])
def test_garbage_asks_for_nothing(text: str) -> None:
    assert asked(text) is None


def test_without_the_header_nothing_is_asked_for() -> None:
    assert asked_for({}, NOW) is None


def test_what_the_server_asks_for_comes_before_our_own_backoff() -> None:
    assert patient(put_off(**{"retry-after": "7"}), 5, "GET /v1/users") == 7


@pytest.mark.parametrize("answer", [None, put_off(), put_off(**{"retry-after": "soon"})])
def test_where_the_server_asks_for_nothing_the_backoff_holds(answer: Answer | None) -> None:
    assert patient(answer, 3, "GET /v1/users") == backoff(3, "GET /v1/users")


@pytest.mark.parametrize("attempt", range(1, ATTEMPTS))
def test_the_backoff_doubles_with_each_try_give_or_take_half(attempt: int) -> None:
    doubled = 0.25 * 2 ** (attempt - 1)
    pauses = [backoff(attempt, f"GET /v1/users/{number}") for number in range(200)]
    assert 0.5 * doubled <= min(pauses) < 0.6 * doubled
    assert 1.4 * doubled < max(pauses) < 1.5 * doubled


def test_the_jitter_keeps_callers_apart_and_can_be_repeated() -> None:
    assert backoff(1, "GET /a") != backoff(1, "GET /b")
    assert backoff(1, "GET /a") == backoff(1, "GET /a")


def test_what_may_be_asked_for_is_waited_for_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    with Scripted(Reply(503, headers={"Retry-After": f"{LONGEST:.0f}"}), Reply()) as lms:
        assert wire(lms, Pauses(patient)).get("/v1/users").ok
    assert slept == [LONGEST]


@pytest.mark.parametrize("text", ["61", "86400", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_who_asks_for_too_much_patience_is_neither_waited_for_nor_asked_again_early(text: str) -> None:
    with Scripted(Reply(429, headers={"Retry-After": text})) as lms:
        with pytest.raises(Unreachable, match="429"):
            wire(lms, Pauses(patient)).get("/v1/users")
        assert len(lms.asked) == 1


def test_after_the_last_try_the_cycle_ends() -> None:
    with Scripted(HANG_UP) as lms:
        with pytest.raises(Unreachable, match=r"GET /v1/users on http://127\.0\.0\.1:\d+: no answer"):
            wire(lms).get("/v1/users")
        assert len(lms.asked) == ATTEMPTS
