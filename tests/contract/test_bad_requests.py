"""What must not be sent to a system, and the answer it gets: the right status, a problem document, nothing changed."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from contract.playground import LEADER, START, Playground, client, playground, problem

from rosterproof_sim.launch import Server

JSON = {"Content-Type": "application/json"}
USERS = "/v1/users"
RECORDS = "/v1/employees/E0000001/training-records"


@pytest.fixture(scope="module")
def held(server: Server) -> Iterator[Playground]:
    """One world for all of it: none of this changes anything."""
    with playground(server) as world:
        world.lms.post(USERS, json=LEADER)
        yield world


@pytest.fixture
def world(held: Playground) -> Iterator[Playground]:
    before = held.state()
    yield held
    assert held.state() == before, "a refused request changed something"


def nested(depth: int) -> bytes:
    return b'{"external_id":' + b"[" * depth + b"]" * depth + b"}"


UNREADABLE = {
    "nothing": b"",
    "a comma too many": b'{"external_id": "a",}',
    "single quotes": b"{'external_id': 'a'}",
    "a comment": b'{"external_id": "a"} // ada',
    "two values": b"{} {}",
    "half of it": b'{"external_id": "a"',
    "a name twice": b'{"external_id": "a", "external_id": "b", "given_name": "Ada"}',
    "NaN": b'{"external_id": "a", "given_name": NaN}',
    "Infinity": b'{"external_id": "a", "given_name": -Infinity}',
    "a number beyond all": b'{"external_id": "a", "given_name": 1e400}',
    "65 levels": nested(64),
    "100,000 levels": nested(100_000),
    "Latin-1": '{"external_id": "a", "given_name": "Åse"}'.encode("latin-1"),
    "UTF-16": '{"external_id": "a", "given_name": "Ada"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"external_id": "a", "given_name": "Ada"}',
    "a raw line feed in a text": b'{"external_id": "a\nb", "given_name": "Ada"}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_read(world: Playground, body: bytes) -> None:
    problem(world.lms.post(USERS, content=body, headers=JSON), 400, "malformed")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (None, "body"),
        ([], "body"),
        ("text", "body"),
        ({}, "body"),
        ({"external_id": "a"}, "body"),
        ({"external_id": "a", "given_name": "A", "stranger": 1}, "body"),
        ({"external_id": "a", "given_name": "A", "user_id": "U0000009"}, "body"),
        ({"external_id": "a", "given_name": ""}, "body.given_name"),
        ({"external_id": "a" * 65, "given_name": "A"}, "body.external_id"),
        ({"external_id": 7, "given_name": "A"}, "body.external_id"),
        ({"external_id": "a", "given_name": "A", "hire_date": "2026-02-29"}, "body.hire_date"),
        ({"external_id": "a", "given_name": "A", "hire_date": "20260302"}, "body.hire_date"),
        ({"external_id": "a", "given_name": "A", "employment_status": "on leave"}, "body.employment_status"),
        ({"external_id": "a", "given_name": "nul\x00"}, "body.given_name"),
    ],
)
def test_a_body_that_breaks_the_contract(world: Playground, body: Any, where: str) -> None:
    answer = problem(world.lms.post(USERS, content=json.dumps(body), headers=JSON), 422, "invalid")
    assert where in [each["where"] for each in answer["errors"]]


def test_half_a_surrogate_pair(world: Playground) -> None:
    body = b'{"external_id": "a", "given_name": "\\ud800"}'
    answer = problem(world.lms.post(USERS, content=body, headers=JSON), 422, "invalid")
    assert answer["errors"][0]["where"] == "body.given_name"


def test_a_whole_surrogate_pair_is_a_character(strict_world: Playground) -> None:
    body = b'{"external_id": "a", "given_name": "\\ud83d\\ude00"}'
    assert strict_world.lms.post(USERS, content=body, headers=JSON).json()["given_name"] == "😀"


@pytest.mark.parametrize("instant", ["2026-03-02T09:00:00", "2026-03-02T24:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_an_instant_that_is_none(world: Playground, instant: str) -> None:
    body = {"course": "PSM-200", "completed_at": instant, "result": "passed", "source_id": "C1"}
    problem(world.hris.post(RECORDS, json=body), 422, "invalid")


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/xml", "application/json; charset=utf-7", "application/jsonx"]
)
def test_a_body_of_another_media_type(world: Playground, content_type: str | None) -> None:
    headers = {} if content_type is None else {"Content-Type": content_type}
    body = json.dumps({"external_id": "a", "given_name": "A"}).encode()
    problem(world.lms.post(USERS, content=body, headers=headers), 415, "unsupported-media-type")


def test_a_compressed_body(world: Playground) -> None:
    problem(
        world.lms.post(USERS, content=b"\x1f\x8b", headers={**JSON, "Content-Encoding": "gzip"}),
        415,
        "unsupported-media-type",
    )


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=abc",
        "limit=1e3",
        "limit=1_0",
        "limit=%D9%A1",
        "limit=",
        "limit=1&limit=2",
        "page=1",
        "external_id=",
        "active=yes",
        "limit=99999999999999999999",
        "external_id=%00",
    ],
)
def test_a_query_that_breaks_the_contract(world: Playground, query: str) -> None:
    answer = problem(world.lms.get(f"{USERS}?{query}"), 422, "invalid")
    assert answer["errors"][0]["where"] == "query." + query.partition("=")[0]


def test_a_parameter_with_a_typo_is_told_what_was_meant(world: Playground) -> None:
    answer = problem(world.lms.get(f"{USERS}?external-id=a"), 422, "invalid")
    assert "did you mean external_id" in answer["detail"]


def test_a_query_that_is_not_utf8(world: Playground) -> None:
    problem(world.lms.get(f"{USERS}?external_id=%ff"), 400, "malformed")


@pytest.mark.parametrize("path", ["/v1/users/U1", "/v1/users/u0000001", "/v1/users/U0000001%0A", "/v1/users/%00"])
def test_an_id_that_is_none(world: Playground, path: str) -> None:
    problem(world.lms.get(path), 422, "invalid")


def test_an_id_that_nobody_has(world: Playground) -> None:
    answer = problem(world.lms.get("/v1/users/U0000099"), 404, "not-found")
    assert answer["detail"] == "There is no user U0000099."


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/v1/employes", "GET /v1/employees"),
        ("/v1/employees/", "GET /v1/employees"),
        ("/v1/Employees", "GET /v1/employees"),
        ("/employees/E0000001", "GET /v1/employees/{employee_id}"),
        ("/v1/employees/E0000001/training", "GET /v1/employees/{employee_id}/training-records"),
        ("/..%2f..%2fetc/passwd", ""),
        ("/%c0%ae", "GET"),
    ],
)
def test_an_address_that_is_not_in_the_contract(world: Playground, path: str, nearest: str) -> None:
    answer = problem(world.hris.get(path), 404, "not-found")
    assert f"The nearest is {nearest}" in answer["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_the_address_does_not_take(world: Playground, method: str) -> None:
    answer = world.lms.request(method, USERS)
    problem(answer, 405, "method-not-allowed")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer"},
        {"X-Api-Key": "wrong"},
        {"X-Api-Key": ""},
        {"X-Api-Key": "é"},
        {"Authorization": "Bearer " + "x" * 20_000},
    ],
    ids=["none", "a wrong token", "another scheme", "no token", "a wrong key", "no key", "no ASCII", "20 KB"],
)
def test_credentials_that_do_not_hold(world: Playground, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    answer = client(world.made["systems"]["lms"]["base_url"]).get(USERS, headers=raw)
    problem(answer, 401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="lms"'


def test_the_key_of_the_other_system(world: Playground) -> None:
    key = world.made["systems"]["hris"]["api_key"]
    answer = client(world.made["systems"]["lms"]["base_url"], **{"X-Api-Key": key}).get(USERS)
    problem(answer, 401, "unauthorized")


def test_the_control_token_opens_no_system(world: Playground) -> None:
    answer = client(world.made["systems"]["lms"]["base_url"], Authorization=f"Bearer {world.server.token}").get(USERS)
    problem(answer, 401, "unauthorized")


def test_a_wrong_client_secret(world: Playground) -> None:
    form = {"grant_type": "client_credentials", "client_id": "connector", "client_secret": "wrong"}
    problem(client(world.made["systems"]["hris"]["base_url"]).post("/oauth/token", data=form), 401, "unauthorized")


@pytest.mark.parametrize(
    "form",
    [
        "grant_type=password&client_id=connector&client_secret=x",
        "client_id=connector&client_secret=x",
        "",
    ],
)
def test_a_token_request_that_breaks_the_contract(world: Playground, form: str) -> None:
    answer = client(world.made["systems"]["hris"]["base_url"]).post(
        "/oauth/token", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    problem(answer, 422, "invalid")


def test_a_token_request_that_names_something_twice(world: Playground) -> None:
    form = "grant_type=client_credentials&client_id=connector&client_id=x&client_secret=x"
    answer = client(world.made["systems"]["hris"]["base_url"]).post(
        "/oauth/token", content=form, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    problem(answer, 400, "malformed")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254", "[::2]", "["])
def test_a_foreign_host(world: Playground, host: str) -> None:
    problem(world.hris.get("/v1/employees", headers={"Host": host}), 421, "misdirected")


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost", "LOCALHOST:80", "[::1]:9"])
def test_a_name_of_this_machine(world: Playground, host: str) -> None:
    assert world.hris.get("/v1/job-titles", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_ten_mebibytes(world: Playground, chunked: bool) -> None:
    piece = b" " * (1024 * 1024)
    content = iter([piece] * 10 + [b"{}"]) if chunked else piece * 10 + b"{}"
    with world.of("lms") as alone:
        try:
            answer = alone.post(USERS, content=content, headers=JSON)
        except (httpx2.WriteError, httpx2.ReadError):
            # The server need not listen to the end of what it refuses.
            assert not chunked
        else:
            problem(answer, 413, "too-large")
    assert world.lms.get(USERS).status_code == 200


def test_a_body_just_under_ten_mebibytes_is_read(world: Playground) -> None:
    body = json.dumps({"external_id": "a", "given_name": "x"}).encode()
    padded = body + b" " * (10 * 1024 * 1024 - len(body) - 1) + b"x"
    problem(world.lms.post(USERS, content=padded, headers=JSON), 400, "malformed")


@pytest.mark.parametrize("key", ["plain", '""', '"' + "x" * 256 + '"', '"a", "b"'])
def test_an_idempotency_key_that_is_none(world: Playground, key: str) -> None:
    body = {"external_id": "a", "given_name": "A"}
    answer = problem(world.lms.post(USERS, json=body, headers={"Idempotency-Key": key}), 400, "malformed")
    assert answer["errors"][0]["where"] == "header.Idempotency-Key"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://169.254.169.254/latest",
        "http://10.0.0.1/",
        "http://ada@127.0.0.1/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1\r\nX: y/",
        "javascript:alert(1)",
        "http://",
    ],
)
def test_a_webhook_url_that_is_not_for_here(world: Playground, url: str) -> None:
    answer = world.hris.post("/v1/webhook-subscriptions", json={"url": url, "events": ["employee.hired"]})
    problem(answer, 422, "invalid")


def test_every_refusal_is_in_the_journal_with_its_rule(world: Playground) -> None:
    world.lms.post(USERS, json={"external_id": "a"})
    row = world.rows("exchange")[-1]["data"]
    assert row["status"] == 422
    assert row["operation"] == "createUser"
    assert row["contract"] == [{"where": "body", "what": '"given_name" is a required property'}]


def test_a_fault_of_ours_tells_the_client_nothing(strict_world: Playground, monkeypatch: pytest.MonkeyPatch) -> None:
    from rosterproof_sim.hris.hris import Hris

    def fails(*_: object) -> None:
        raise RuntimeError("secret path /etc/rosterproof")

    monkeypatch.setattr(Hris, "code_lists", fails)
    answer = strict_world.hris.get("/v1/job-titles")
    body = problem(answer, 500, "simulator-fault")
    assert "secret" not in answer.text
    assert "errors" not in body


def test_an_answer_that_would_break_the_contract_is_undone_and_owned_up_to(
    strict_world: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rosterproof_sim.dialects.hris.core import views

    monkeypatch.setattr(views, "to_wire", lambda _: {"record_id": "not an id"})
    before = strict_world.state()
    body = {"course": "PSM-200", "completed_at": START, "result": "passed", "source_id": "C1"}
    problem(strict_world.hris.post(RECORDS, json=body), 500, "simulator-fault")
    assert strict_world.state() == before
    row = strict_world.rows("exchange")[-1]["data"]
    assert "breaks the contract" in row["disagreements"][0]
