"""Group B: JSON."""

import json
from typing import Any

from contract.bad_input.row import (
    JSON,
    STATUS,
    USERS,
    Ask,
    Refused,
    Row,
    change,
    control,
    each,
    hire,
    new_world,
    patch,
    raw_change,
    raw_user,
    record,
    status,
    user,
)

_NOT_READ = {"status": 400, "code": "malformed"}


def _named(value: bytes) -> Ask:
    return raw_user(b'{"external_id": "a", "given_name": ' + value + b"}")


def _raw_status(body: bytes) -> Ask:
    return lambda world: world.hris.put(STATUS, content=body, headers=JSON)


def _of_type(media_type: str, body: Any) -> Ask:
    headers = {"Content-Type": media_type}
    return lambda world: world.lms.patch(f"{USERS}/U0000001", content=json.dumps(body), headers=headers)


_HIRE = {"kind": "hired", "given_name": "X", "effective_on": "2026-03-09"}
_MOVE = {"kind": "transferred", "department": "OPS", "effective_on": "2026-03-09"}


def _batch(at: int, bad: dict[str, str]) -> Ask:
    """A thousand changes, one of which cannot be."""
    changes = [bad if number == at else _HIRE for number in range(1000)]
    return control("POST", "/change-batches", {"changes": changes})


def _nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def _many_names() -> bytes:
    return json.dumps({"external_id": "a", "given_name": "A", **{f"name{n}": n for n in range(100_000)}}).encode()


ROWS = (
    Row(
        id="B024",
        what='empty body; null; []; "x" where an object is needed',
        refused=(
            *(
                Refused(name=f"nothing to {name}", ask=ask(b""), status=400, code="malformed")
                for name, ask in (("lms", raw_user), ("hris", _raw_status), ("control", raw_change))
            ),
            *each(raw_user, [b"null", b"[]", b'"x"']),
            *each(_raw_status, [b"null", b"[]", b'"x"']),
            *each(raw_change, [b"null", b"[]", b'"x"']),
        ),
    ),
    Row(
        id="B025",
        what="trailing comma, comment, single quotes: with line and column",
        refused=(
            *each(
                raw_user,
                [b'{"external_id": "a",}', b'{"external_id": "a"} // x', b"{'external_id': 'a'}"],
                **_NOT_READ,
                says="line 1, column",
            ),
            Refused(
                name="on a later line",
                ask=raw_change(b'{"kind": "hired",\n  "given_name": "A",\n}'),
                **_NOT_READ,
                says="at line ",
            ),
        ),
    ),
    Row(
        id="B026",
        what='duplicate keys {"id":1,"id":2}',
        refused=(
            *each(raw_user, [b'{"external_id": "a", "external_id": "b", "given_name": "A"}'], **_NOT_READ),
            *each(raw_change, [b'{"kind": "hired", "kind": "terminated"}'], **_NOT_READ, says="stands twice"),
        ),
    ),
    Row(
        id="B027",
        what="NaN, Infinity, 1e400",
        refused=each(_named, [b"NaN", b"Infinity", b"-Infinity", b"1e400"], **_NOT_READ),
    ),
    Row(
        id="B028",
        what="integer of 5,000 digits; 2^63; 2^53+1 as id",
        refused=(
            *each(_named, [b"9" * 5000, b"-" + b"9" * 310], says="digits"),
            *each(lambda number: user(external_id=number), [2**63, 2**53 + 1]),
            *each(lambda number: record(score=number), [2**63, 2**53 + 1]),
            *each(lambda number: new_world(seed=number), [2**63, 2**53 + 1]),
        ),
    ),
    Row(
        id="B029",
        what="nesting 2,000 / 100,000",
        refused=(
            *each(lambda depth: _named(_nested(depth)), [2_000, 100_000], **_NOT_READ, says="deeper"),
            *each(lambda depth: raw_change(_nested(depth)), [2_000, 100_000], **_NOT_READ, says="deeper"),
        ),
    ),
    Row(
        id="B030",
        what="100,000 keys; one 9 MiB string",
        refused=(
            Refused(name="100,000 names", ask=raw_user(_many_names())),
            Refused(name="9 MiB", ask=_named(b'"' + b"x" * 9 * 1024 * 1024 + b'"')),
        ),
    ),
    Row(
        id="B031",
        what="invalid UTF-8, UTF-16 body, UTF-8 BOM",
        refused=(
            *each(_named, [b'"\xff"', b'"\xc0\xaf"', b'"\xed\xa0\x80"'], **_NOT_READ, says="UTF-8"),
            Refused(
                name="UTF-16", ask=raw_user('{"external_id": "a", "given_name": "A"}'.encode("utf-16")), **_NOT_READ
            ),
            Refused(
                name="BOM",
                ask=raw_user(b'\xef\xbb\xbf{"external_id": "a", "given_name": "A"}'),
                **_NOT_READ,
                says="byte order mark",
            ),
        ),
    ),
    Row(
        id="B032",
        what=r'lone surrogate "\ud800"',
        refused=(
            *each(_named, [rb'"\ud800"', rb'"\udc00\ud800"', rb'"\ud83d x"']),
            Refused(name="control", ask=raw_change(rb'{"kind": "hired", "given_name": "\ud800"}')),
        ),
    ),
    Row(
        id="B033",
        what=r'"\u0000" in a name',
        refused=(
            *each(_named, [rb'"a\u0000b"']),
            Refused(name="as a field", ask=raw_user(rb'{"a\u0000": 1}')),
            Refused(name="hire", ask=hire(family_name="a\x00")),
            Refused(name="record", ask=record(source_id="a\x00")),
        ),
    ),
    Row(
        id="B034",
        what="unknown extra property; __proto__, constructor, $ref",
        refused=tuple(
            found
            for name in ("stranger", "__proto__", "constructor", "$ref")
            for found in (
                Refused(name=f"lms {name}", ask=user(**{name: "x"})),
                Refused(name=f"hris {name}", ask=record(**{name: {"x": 1}})),
                Refused(name=f"control {name}", ask=hire(**{name: "#/components/schemas/Hired"})),
            )
        ),
    ),
    Row(
        id="B035",
        what="read-only property sent (id, createdAt, tenantId, role)",
        refused=(
            *each(
                lambda name: user(**{name: "U0000009"}),
                ["user_id", "created_at", "updated_at", "version", "tenant_id", "role"],
            ),
            *each(lambda name: patch(**{name: True}), ["active", "user_id"]),
            *each(lambda name: record(**{name: "T0000009"}), ["record_id", "employee_id", "recorded_at"]),
        ),
    ),
    Row(
        id="B036",
        what='wrong types: "active":"False", 1, "yes" (ours is a strict profile)',
        refused=(
            *each(
                lambda value: change(
                    kind="terminated", employee_id="E0000001", effective_on="2026-03-02", immediate=value
                ),
                ["False", 1, "yes"],
            ),
            *each(lambda value: record(score=value), ["87", True]),
            *each(lambda value: status(open_courses=value), ["PSM-200", {}, [1]]),
        ),
    ),
    Row(
        id="B037",
        what="PATCH Replace vs replace, unknown op, path with filter injection: no such PATCH is in our contracts",
        refused=(
            Refused(
                name="a SCIM PatchOp",
                ask=_of_type("application/json", {"Operations": [{"op": "Replace", "path": "active", "value": False}]}),
            ),
            Refused(
                name="as SCIM",
                ask=_of_type("application/scim+json", {"Operations": []}),
                status=415,
                code="unsupported-media-type",
            ),
        ),
    ),
    Row(
        id="B038",
        what="JSON Patch: test failing; move into self: no JSON Patch is in our contracts",
        refused=each(
            lambda operation: _of_type("application/json-patch+json", [operation]),
            [{"op": "test", "path": "/given_name", "value": "no"}, {"op": "move", "from": "/a", "path": "/a/b"}],
            415,
            "unsupported-media-type",
        ),
    ),
    Row(
        id="B039",
        what="batch with 1 bad of 1,000, wherever it stands: all or nothing, and the bad one is named",
        refused=tuple(
            Refused(name=f"{name} at {at}", ask=_batch(at, bad), status=code, code=kind, says=f"changes[{at}]")
            for at in (0, 500, 999)
            for name, bad, code, kind in (
                ("misshapen", {"kind": "hired"}, 422, "invalid"),
                ("nobody", {**_MOVE, "employee_id": "E9999999"}, 404, "not-found"),
                ("leaver", {**_MOVE, "employee_id": "E0000002"}, 409, "not-allowed"),
            )
        ),
    ),
    Row(
        id="B040",
        what="1,001 rows where 1,000 is the cap; 0 rows",
        refused=(
            Refused(
                name="no events at all",
                ask=lambda world: world.hris.post(
                    "/v1/webhook-subscriptions", json={"url": "http://127.0.0.1:9/x", "events": []}
                ),
            ),
            Refused(
                name="no codes in an audience",
                ask=new_world(
                    catalog={
                        "courses": [],
                        "rules": [
                            {
                                "rule_id": "r",
                                "course": "c",
                                "audience": {"job_titles": []},
                                "due": {"days": 1, "after": "hire"},
                            }
                        ],
                    }
                ),
            ),
            Refused(name="10,001 rows of the log", ask=control("GET", "/changes?limit=10001")),
        ),
    ),
)
