"""Messages made from the examples of a contract: valid ones, and ones with something wrong in one place or two.

Nothing here is random: every message follows from a seed by hashing, so that a failure can be had again.
"""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from rosterproof_sim.dialect.contract.contract import Contract
from rosterproof_sim.dialect.contract.document import resolve
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.message import Answer

VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 1.0, 0.5, 87.5, 100, 101, 2**53, 2**53 - 1, 2**63, 2**70, -(2**70), 1e20,
    "", " ", "x", "x" * 64, "x" * 65, "x" * 255, "x" * 256, "x" * 321, "é" * 64, "😀" * 255, "NO", "no", "null",
    "E0000001", "E0000001\n", "E000001", "\nE0000001", "E00000\u06601", "U0000001", "u0000001", "S0000001\n",
    "2026-03-02", "2026-03-02\n", "2026-02-29", "2024-02-29", "20260302", "2026-W10-1", "2026-3-2", " 2026-03-02",
    "0000-01-01", "9999-12-31", "10000-01-01", "2026-13-01",
    "2026-03-02T09:00:00Z", "2026-03-02T09:00:00", "2026-03-02T09:00:00+01:00", "2026-03-02t09:00:00z",
    "2026-03-02T24:00:00Z", "2026-03-02T23:59:60Z", "2026-03-02 09:00:00Z", "2026-03-02T09:00Z", "20260302T090000Z",
    "2026-03-02T09:00:00.123456Z", "2026-03-02T09:00:00.1234567891Z", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00", "2026-03-02T09:00:00Z\n", "2026-03-02T09:00:00+25:00",
    "http://127.0.0.1:9/x", "https://localhost/", "ftp://127.0.0.1/", "http://169.254.169.254/", "http://a@127.0.0.1/",
    "http://127.0.0.1:99999/", "http:///x", "//127.0.0.1/x", "http://127.0.0.1/a b", "http://[::1]:9/x", "HTTP://[::1]/",
    "active", "terminated", "hired", "promoted", "passed", "compliant", "employee.hired", "completion.recorded",
    "start",    "throttle", "lms", "audited", "off", "whsec_x", '"key"', '"key"\n', "urn:rosterproof:problem:not-found",
    [], [None], ["PSM-200"], ["a", "a"], ["a", "b"], [1, 1.0], [1, True], ["employee.hired"], [""], [[]],
    {}, {"a": 1}, {"days": 1, "after": "hire"},
)  # fmt: skip

TEXTS = tuple(value for value in VALUES if isinstance(value, str) and value)
QUERY_VALUES = (
    "", "0", "1", "50", "200", "201", "-1", "007", "1e3", "1_000", "+1", "\u0661\u0662", "1.0", "9007199254740991",
    "9007199254740992", "99999999999999999999", "true", "false", "True", "yes", "active", "on_leave", "none", "x" * 65,
    "2026-03-02", "2026-02-30", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00+01:00", "2026-03-02T09:00:00", "U0000001",
    "U0000001\n", "change", "exchange", "é",
)  # fmt: skip
KEYS = ('"a"', '"a b"', "a", '""', '"' + "x" * 255 + '"', '"' + "x" * 256 + '"', '"é"', '"a"x', '"a\tb"', '"a"b"')


class Lots:
    """Draws by hashing: the same seed draws the same."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def pick(self, among: Any) -> Any:
        self._drawn += 1
        digest = hashlib.sha256(f"{self._seed}\0{self._drawn}".encode()).digest()
        return among[int.from_bytes(digest[:8], "big") % len(among)]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place inside a JSON value, the whole included."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in items:
        yield from places(each, (*path, name))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of a value with something else in one place."""
    if not path:
        return new
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return made


def without(value: Any, path: tuple[Any, ...]) -> Any:
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    return made


def mutated(example: Any, lots: Lots, ways: int) -> Iterator[Any]:
    """The example; and with one place changed in so many ways, or removed, or joined by a stranger; or with two."""
    yield example
    everywhere = list(places(example))
    for path in everywhere:
        for value in [lots.pick(VALUES) for _ in range(ways)]:
            yield put(example, path, value)
        if path:
            yield without(example, path)
    if isinstance(example, dict):
        for name in ("stranger", "__proto__", "$ref"):
            yield {**example, name: "x"}
    for _ in range(len(everywhere) // 2):
        once = put(example, lots.pick(everywhere), lots.pick(VALUES))
        yield put(once, lots.pick(list(places(once))), lots.pick(VALUES))


def bodies(contract: Contract, operation: Operation) -> Iterator[Any]:
    """Request bodies of an operation: its example, and one for each alternative of its schema."""
    node = contract.document["paths"][operation.path][operation.method.lower()]["requestBody"]["content"]
    content = node.get("application/json")
    if content is None:
        return
    yield content["example"]
    for branch in resolve(contract.document, content["schema"]).get("oneOf", ()):
        yield {name: _minimal(contract, branch["properties"][name]) for name in branch["required"]}


def requests(contract: Contract, operation: Operation) -> Iterator[tuple[Request, Mapping[str, str]]]:
    """Requests for an operation, right and wrong, each with its path parameters."""
    lots = Lots(f"{contract.name} {operation.id}")
    path = _path(contract, operation)
    if operation.bodies and "application/json" in operation.bodies:
        for example in bodies(contract, operation):
            for body in mutated(example, lots, 8):
                yield _request(operation, path, body=body), path
    for name in path:
        for value in {lots.pick(TEXTS): None for _ in range(16)}:
            yield _request(operation, path | {name: value}), path | {name: value}
    for name in operation.named("query"):
        for value in QUERY_VALUES:
            yield _request(operation, path, query={name: value}), path
        yield _request(operation, path, query={name: "1", lots.pick([*operation.named("query")]): "x"}), path
    if operation.idempotent_by_key:
        for example, key in product(islice(bodies(contract, operation), 1), KEYS):
            yield _request(operation, path, body=example, headers={"Idempotency-Key": key}), path


def answers(contract: Contract, operation: Operation) -> Iterator[Answer]:
    """Answers of an operation, right and wrong."""
    lots = Lots(f"{contract.name} {operation.id} answers")
    responses = contract.document["paths"][operation.path][operation.method.lower()]["responses"]
    for status, node in responses.items():
        for media, content in resolve(contract.document, node).get("content", {}).items():
            for body in mutated(content["example"], lots, 2):
                # A text is sent as it is; a value that is none would come as the text of it.
                is_of_it = isinstance(body, str) or not media.startswith("text/")
                if not media.endswith("yaml") and is_of_it and _sendable(body):
                    yield Answer(status=404 if status == "default" else int(status), body=body, media_type=media)
    yield Answer(status=299, body={"surprise": 1})
    yield Answer(status=200, body="x", media_type="text/html")


def _path(contract: Contract, operation: Operation) -> dict[str, str]:
    """Path parameters that are right."""
    item = contract.document["paths"][operation.path]
    written = [*item.get("parameters", ()), *item[operation.method.lower()].get("parameters", ())]
    found = [resolve(contract.document, each) for each in written]
    return {each["name"]: each["example"] for each in found if each["in"] == "path"}


def _sendable(body: Any) -> bool:
    """Whether the simulator could put it into bytes at all; it has no number of more than 64 bits."""
    try:
        orjson.dumps(body)
    except TypeError:
        return False
    return True


def _request(
    operation: Operation,
    path: Mapping[str, str],
    *,
    query: Mapping[str, str] | None = None,
    body: Any = ...,
    headers: Mapping[str, str] | None = None,
) -> Request:
    target = operation.path
    for name, value in path.items():
        target = target.replace(f"{{{name}}}", quote(value, safe=""))
    sends = body is not ...
    builder = EnvironBuilder(
        path=target,
        method=operation.method,
        query_string=urlencode(query or {}),
        headers=dict(headers or {}),
        data=json.dumps(body) if sends else None,
        content_type="application/json" if sends else None,
    )
    return Request(builder.get_environ())


def _minimal(contract: Contract, schema: Mapping[str, Any]) -> Any:
    """A value that a schema of a required property takes."""
    schema = resolve(contract.document, dict(schema))
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("format") == "date":
        return "2026-03-02"
    return "E0000001"
