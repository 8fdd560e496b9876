"""One operation of a contract, read out of the document into plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rosterproof_sim.dialect.contract.document import resolve

Place = Literal["path", "query", "header"]

_METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """`schema` is as written; `type` is what it says a value is, references followed."""

    name: str
    place: Place
    required: bool
    schema: Mapping[str, Any]
    type: str
    default: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """`responses` maps a status, or `default`, to media type -> schema; empty where nothing is answered."""

    id: str
    method: str
    path: str
    parameters: tuple[Parameter, ...]
    #: Media type of the request body -> its schema.
    bodies: Mapping[str, Mapping[str, Any]]
    body_required: bool
    #: Alternatives; each names the schemes that must all hold. Empty: anybody may ask.
    security: tuple[tuple[str, ...], ...]
    responses: Mapping[str, Mapping[str, Mapping[str, Any]]]

    def named(self, place: Place) -> dict[str, Parameter]:
        """Return the parameters of one place by name."""
        return {each.name: each for each in self.parameters if each.place == place}

    @property
    def idempotent_by_key(self) -> bool:
        """Whether it may be sent again under an Idempotency-Key."""
        return "Idempotency-Key" in self.named("header")

    @property
    def tagged(self) -> bool:
        """Whether its answers carry an ETag, so that the asker may say which it knows."""
        return "If-None-Match" in self.named("header")


@dataclass(frozen=True, kw_only=True, slots=True)
class Webhook:
    """A message that a system sends: the event types it carries, and the schema of its body."""

    id: str
    events: tuple[str, ...]
    schema: Mapping[str, Any]


def read_operations(document: dict[str, Any]) -> Iterator[Operation]:
    """Read every operation, in the order written."""
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield _operation(document, path, method, item)


def read_webhooks(document: dict[str, Any]) -> Iterator[Webhook]:
    """Read every webhook, in the order written."""
    for item in document.get("webhooks", {}).values():
        schema = item["post"]["requestBody"]["content"]["application/json"]["schema"]
        # Where the body does not name its event, the webhook does.
        events = item["post"].get("x-events") or resolve(document, schema)["properties"]["type"]["enum"]
        yield Webhook(id=item["post"]["operationId"], events=tuple(events), schema=schema)


def _operation(document: dict[str, Any], path: str, method: str, item: dict[str, Any]) -> Operation:
    node = item[method]
    body = resolve(document, node.get("requestBody", {}))
    written = (*item.get("parameters", ()), *node.get("parameters", ()))
    return Operation(
        id=node["operationId"],
        method=method.upper(),
        path=path,
        parameters=tuple(_parameter(document, resolve(document, each)) for each in written),
        bodies={media: content["schema"] for media, content in body.get("content", {}).items()},
        body_required=body.get("required", False),
        security=tuple(tuple(each) for each in node.get("security", document.get("security", ()))),
        responses={status: _contents(resolve(document, each)) for status, each in node["responses"].items()},
    )


def _parameter(document: dict[str, Any], node: dict[str, Any]) -> Parameter:
    schema = resolve(document, node["schema"])
    return Parameter(
        name=node["name"],
        place=node["in"],
        required=node.get("required", False),
        schema=node["schema"],
        type=schema["type"],
        default=schema.get("default"),
    )


def _contents(response: dict[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {media: content["schema"] for media, content in response.get("content", {}).items()}
