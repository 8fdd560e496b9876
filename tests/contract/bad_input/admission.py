"""Group G: auth, tenancy, concurrency."""

import base64
import json

import httpx2
from contract.bad_input.row import STATUS, USERS, Ask, Refused, Row, Taken, each, lms, new_world, status
from contract.playground import START, Playground, client

_UNKNOWN = {"status": 401, "code": "unauthorized"}


def _as(headers: dict[str, str], system: str = "lms", path: str = USERS) -> Ask:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return lambda world: client(world.made["systems"][system]["base_url"]).get(path, headers=raw)


def _control_as(headers: dict[str, str]) -> Ask:
    return lambda world: client(world.server.control_url, **headers).get("/v1/worlds")


def _jwt(header: dict[str, str], claims: dict[str, object]) -> dict[str, str]:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims))
    return {"Authorization": f"Bearer {'.'.join(parts)}."}


def _keyed(key: bytes) -> Ask:
    headers = [(b"Idempotency-Key", key)]
    return lambda world: world.lms.post(USERS, json={"external_id": "k", "given_name": "K"}, headers=headers)


def _if_match(tag: bytes) -> Ask:
    body = {"status": "due", "as_of": START, "open_courses": []}
    return lambda world: world.hris.put(STATUS, json=body, headers=[(b"If-Match", tag)])


def _control_token_on_data(world: Playground) -> httpx2.Response:
    return _as({"Authorization": f"Bearer {world.server.token}"})(world)


def _data_key_on_control(world: Playground) -> httpx2.Response:
    key = world.made["systems"]["hris"]["api_key"]
    return _control_as({"Authorization": f"Bearer {key}"})(world)


def _other_systems_key(world: Playground) -> httpx2.Response:
    return _as({"X-Api-Key": world.made["systems"]["hris"]["api_key"]})(world)


ROWS = (
    Row(
        id="B085",
        what="no token, wrong scheme, empty, 64 KB, expired, other tenant's, control token on data and the reverse",
        refused=(
            *each(
                _as,
                [
                    {},
                    {"Authorization": "Basic YTpi"},
                    {"Authorization": "Bearer"},
                    {"Authorization": "Bearer wrong"},
                    {"Authorization": "Bearer " + "x" * 60_000},
                    {"X-Api-Key": ""},
                    {"X-Api-Key": "é"},
                ],
                **_UNKNOWN,
            ),
            *each(_control_as, [{}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer wrong"}], **_UNKNOWN),
            Refused(name="control token on data", ask=_control_token_on_data, **_UNKNOWN),
            Refused(name="data key on control", ask=_data_key_on_control, **_UNKNOWN),
            Refused(name="other system's key", ask=_other_systems_key, **_UNKNOWN),
        ),
        shown_by=("test_a_token_past_its_life_is_refused", "test_the_ids_of_another_company_are_nobodys"),
    ),
    Row(
        id="B086",
        what="token in query string",
        refused=(
            *each(
                lambda query: lms(f"{USERS}?{query}"),
                ["access_token=x", "api_key=x", "token=x", "Authorization=x", "X-Api-Key=x", "password=x"],
                400,
                "malformed",
            ),
            *each(lambda query: _as({}, "hris", f"/v1/employees?{query}"), ["access_token=x"], 400, "malformed"),
            *each(lambda query: lambda world: world.control.get(f"/v1/worlds?{query}"), ["token=x"], 400, "malformed"),
        ),
        shown_by=("test_a_credential_in_a_query_is_not_in_the_journal",),
    ),
    Row(
        id="B087",
        what="JWT alg:none, wrong aud, nbf in future, kid=../../x",
        refused=each(
            _as,
            [
                _jwt({"alg": "none"}, {"sub": "connector"}),
                _jwt({"alg": "HS256"}, {"sub": "connector", "aud": "other"}),
                _jwt({"alg": "HS256"}, {"sub": "connector", "nbf": 99999999999}),
                _jwt({"alg": "HS256", "kid": "../../x"}, {"sub": "connector"}),
            ],
            **_UNKNOWN,
        ),
    ),
    Row(id="B088", what="very many bad logins", shown_by=("test_bad_logins_lock_out_their_own_name_only",)),
    Row(
        id="B089",
        what="tenant id ../other, %2e%2e, case variant, 300 chars, reserved admin",
        refused=(
            *each(
                lambda name: new_world(name=name), ["../other", "%2e%2e", "World-1", "x" * 300, "admin", "control", ""]
            ),
            *each(lambda name: lambda world: world.control.get(f"/v1/worlds/{name}"), ["%2e%2e", "World-1", "x" * 300]),
            *each(
                lambda name: lambda world: client(world.server.shared_url).get(f"/w/{name}/hris/v1/employees"),
                ["..%2fother", "%2e%2e", "WORLD-1", "x" * 300, "admin"],
                404,
                "not-found",
            ),
        ),
    ),
    Row(
        id="B090",
        what="create the same tenant twice at once; delete while in use",
        shown_by=("test_of_two_worlds_of_one_name_one_is_made", "test_a_world_that_ends_while_in_use_ends_in_order"),
    ),
    Row(
        id="B091",
        what="Idempotency-Key unquoted, 10 KB, not ASCII (a key is never required here, and no client can send CRLF)",
        refused=each(
            _keyed,
            [b"plain", b'""', b'"' + b"x" * 10_240 + b'"', b'"a", "b"', '"é"'.encode(), b'"a\tb"'],
            400,
            "malformed",
        ),
    ),
    Row(id="B092", what="same key, same body, 50 times at once", shown_by=("test_fifty_at_once_have_one_effect",)),
    Row(
        id="B093",
        what="same key, other body: 422; the same key in another world is another key",
        shown_by=("test_a_key_is_for_one_body_in_one_world",),
    ),
    # No operation demands an If-Match, so that one which is missing is no fault.
    Row(
        id="B094",
        what="stale If-Match",
        refused=each(_if_match, [b'"stale"', b"garbage", b'W/"0"', b'"a", "b"'], 412, "precondition-failed"),
        taken=(Taken(name="without", ask=status(), status=200),),
        shown_by=("test_of_two_patches_both_hold_and_neither_is_mixed",),
    ),
    Row(id="B095", what="two PATCHes race", shown_by=("test_of_two_patches_both_hold_and_neither_is_mixed",)),
)
