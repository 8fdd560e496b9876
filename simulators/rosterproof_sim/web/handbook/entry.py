"""One operation or webhook as it is shown: everything that the contract says about it, in the order it is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from rosterproof_sim.dialect.contract.document import resolve
from rosterproof_sim.web.handbook.prose import block, line
from rosterproof_sim.web.handbook.sample import pretty, word
from rosterproof_sim.web.handbook.shape import Shape, read_shape

_RESPONSES = "#/components/responses/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """One parameter, or one header of an answer. `choices` are the values it may take, where they are few."""

    name: str
    place: str
    required: bool
    description: Markup
    shape: Shape
    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """`value` is as in the contract, `text` is for a reader."""

    title: str
    value: Any
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """One way to write a body."""

    media_type: str
    shape: Shape
    examples: tuple[Example, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One answer. `shared` names the one among the components that it refers to, which is shown once for all."""

    status: str
    description: Markup
    shared: str = ""
    headers: tuple[Parameter, ...] = ()
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """`security` has alternatives; each names the schemes that must all hold."""

    id: str
    method: str
    path: str
    tags: tuple[str, ...]
    summary: Markup
    description: Markup
    deprecated: bool
    security: tuple[tuple[str, ...], ...]
    parameters: tuple[Parameter, ...]
    body: tuple[Content, ...]
    body_required: bool
    body_description: Markup
    replies: tuple[Reply, ...]


def read_entry(document: dict[str, Any], method: str, path: str, item: Mapping[str, Any]) -> Entry:
    """Read one operation of a path, or of a webhook."""
    node = item[method]
    body = resolve(document, node.get("requestBody", {}))
    written = (*item.get("parameters", ()), *node.get("parameters", ()))
    security = node.get("security", document.get("security", ()))
    return Entry(
        id=node["operationId"],
        method=method.upper(),
        path=path,
        tags=tuple(node.get("tags", ())),
        summary=line(node.get("summary")),
        description=block(node.get("description")),
        deprecated=bool(node.get("deprecated")),
        security=tuple(tuple(each) for each in security),
        parameters=tuple(_parameter(document, resolve(document, each)) for each in written),
        body=tuple(_contents(document, body, is_whole=True)),
        body_required=bool(body.get("required")),
        body_description=line(body.get("description")),
        replies=tuple(read_reply(document, str(status), each) for status, each in node.get("responses", {}).items()),
    )


def read_reply(document: dict[str, Any], status: str, node: dict[str, Any]) -> Reply:
    """Read one answer of an operation, or one that operations share."""
    found = resolve(document, node)
    description = line(found.get("description"))
    reference = str(node.get("$ref", ""))
    if reference.startswith(_RESPONSES):
        return Reply(status=status, description=description, shared=reference.removeprefix(_RESPONSES))
    headers = tuple(
        _parameter(document, {"name": name, "in": "header", **resolve(document, each)})
        for name, each in found.get("headers", {}).items()
    )
    return Reply(status=status, description=description, headers=headers, contents=tuple(_contents(document, found)))


def _parameter(document: dict[str, Any], node: Mapping[str, Any]) -> Parameter:
    schema = node.get("schema", {})
    meant = resolve(document, schema)
    choices = ("true", "false") if meant.get("type") == "boolean" else tuple(map(word, meant.get("enum", ())))
    examples = [each["value"] for each in _named(document, node) if "value" in each]
    example = node.get("example", examples[0] if examples else meant.get("example"))
    return Parameter(
        name=node["name"],
        place=node["in"],
        required=bool(node.get("required")),
        description=line(node.get("description", meant.get("description"))),
        shape=read_shape(schema),
        example=word(example),
        choices=choices,
    )


def _contents(document: dict[str, Any], node: Mapping[str, Any], *, is_whole: bool = False) -> Iterator[Content]:
    """Read the ways to write a body.

    A whole one shows the fields of the schema it names, too. A choice between shapes is long: it is read where it is
    named.
    """
    for media_type, content in node.get("content", {}).items():
        schema = content.get("schema", {})
        whole = read_shape(resolve(document, schema))
        examples = [("", content["example"])] if "example" in content else []
        examples += [(each.get("summary", name), each["value"]) for name, each in _examples(document, content)]
        yield Content(
            media_type=media_type,
            shape=whole if is_whole and not whole.branches else read_shape(schema),
            examples=tuple(Example(title=t, value=value, text=pretty(media_type, value)) for t, value in examples),
        )


def _examples(document: dict[str, Any], node: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, each in node.get("examples", {}).items():
        found = resolve(document, each)
        if "value" in found:
            yield name, found


def _named(document: dict[str, Any], node: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for _, each in _examples(document, node)]
