"""The page at /docs: all of the contract is on it, nothing on it acts or loads, and it knows where it is served."""

import re
import shlex
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from contract.playground import Playground, client, playground
from contract.test_contract_documents import nodes

from rosterproof_sim.dialect.contract.contract import Contract, contract
from rosterproof_sim.dialect.contract.document import resolve
from rosterproof_sim.dialect.contract.openapi import OpenApi
from rosterproof_sim.launch import Server
from rosterproof_sim.web.handbook.rendering import answer, page
from rosterproof_sim.web.handbook.sample import pretty, word

NAMES = ("hris/core.yaml", "lms/core.yaml", "control.yaml")
ROOT = "http://127.0.0.1:8080"
VOID = {"meta", "link", "input", "br", "path", "circle"}
HOSTILE = "</script><img src=x onerror=alert(1)>'\"<b>{{7*7}}"


class Reader(HTMLParser):
    """The text of a page, of each anchored part of it, and every tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.parts: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()
        assert self._open == [], "a tag is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag in VOID:
            return
        self._open.append((tag, found.get("id")))
        if "id" in found:
            assert found["id"] not in self.parts, f"two parts are called {found['id']}"
            self.parts[str(found["id"])] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            if name is not None:
                self.parts[name] += data


@pytest.fixture(scope="module", params=NAMES)
def kept(request: pytest.FixtureRequest) -> Contract:
    return contract(request.param)


@pytest.fixture(scope="module")
def read(kept: Contract) -> Reader:
    return Reader(page(kept, ROOT))


def operations(kept: Contract, where: str) -> Iterator[tuple[str, str, dict[str, Any], list[dict[str, Any]]]]:
    """Every operation or webhook: method, path, what is written of it, its parameters."""
    for path, item in kept.document.get(where, {}).items():
        for method, node in item.items():
            if method != "parameters":
                written = [*item.get("parameters", ()), *node.get("parameters", ())]
                yield method.upper(), path, node, [resolve(kept.document, each) for each in written]


def words(text: str) -> str:
    """The words of a text, whether it is still Markdown or rendered; marks of both are left out."""
    prose = re.sub(r"\]\([^)]*\)|^ *(\d+\.|```\w*) *", " ", text, flags=re.MULTILINE)
    return " ".join(re.findall(r"\w+", prose))


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_every_operation_is_there_with_its_parameters_and_answers(kept: Contract, read: Reader) -> None:
    seen = 0
    for method, path, node, parameters in operations(kept, "paths"):
        part = read.parts[f"operation-{node['operationId']}"]
        assert f"{method} {path}" in read.parts["content"]
        assert words(node["summary"]) in words(read.parts["content"])
        assert words(node.get("description", "")) in words(part)
        assert node["operationId"] in part
        for each in parameters:
            assert each["name"] in part
            assert words(each.get("description", "")) in words(part)
            assert word(each.get("example")) in part
        for status, response in node["responses"].items():
            assert str(status) in part
            assert words(resolve(kept.document, response)["description"]) in words(part)
        seen += 1
    assert seen == len(kept.operations())


def test_every_webhook_is_there(kept: Contract, read: Reader) -> None:
    for _, _, node, _ in operations(kept, "webhooks"):
        assert words(node["summary"]) in words(read.parts["content"])
        assert words(node.get("description", "")) in words(read.parts[f"webhook-{node['operationId']}"])


def test_every_schema_is_there_with_everything_it_says(kept: Contract, read: Reader) -> None:
    for name, schema in kept.document["components"]["schemas"].items():
        part = read.parts[f"schema-{name}"]
        missing = [said for said in sayings(schema) if said not in part]
        missing += [said for said in descriptions(schema) if words(said) not in words(part)]
        assert missing == [], name


def sayings(schema: Mapping[str, Any]) -> Iterator[str]:
    """What a schema says, wherever it says it: names of fields, values, patterns, limits, what it refers to."""
    for node in nodes(schema):
        for name, value in node.items():
            match name, value:
                case "properties", dict():
                    yield from value
                case "enum", list():
                    yield from (word(each) or "null" for each in value)
                case (("pattern" | "format" | "title"), str()):
                    yield value
                case "$ref", str():
                    yield value.rpartition("/")[2]
                case (("const" | "default" | "minimum" | "maximum" | "minLength" | "maxLength" | "minItems"), _):
                    if not isinstance(value, dict):
                        yield word(value) or "null"


def descriptions(schema: Mapping[str, Any]) -> Iterator[str]:
    yield from (node["description"] for node in nodes(schema) if isinstance(node.get("description"), str))


def test_every_example_is_there_as_it_goes_over_the_wire(kept: Contract, read: Reader) -> None:
    text, seen = spaced(read.parts["content"]), 0
    for node in nodes(kept.document):
        for media_type, content in node.get("content", {}).items():
            if isinstance(content, dict) and "example" in content:
                assert spaced(pretty(media_type, content["example"])) in text
                seen += 1
    assert seen > 20


def test_every_link_in_the_page_leads_somewhere(read: Reader) -> None:
    targets = [str(each["href"]) for tag, each in read.tags if tag == "a"]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(read.parts)
    assert [target for target in targets if not target.startswith("#")] == ["openapi.yaml"]


def test_every_field_has_a_label_or_is_inside_one(kept: Contract, read: Reader) -> None:
    """A label around a field names it; the filter is named by `for`."""
    html = page(kept, ROOT)
    bare = re.sub(r"<label>.*?</label>|<label class.*?</label>", "", html, flags=re.DOTALL)
    assert [each for each in re.findall(r"<(?:input|select|textarea)[^>]*>", bare) if 'id="filter"' not in each] == []


def test_it_loads_nothing_and_allows_only_itself(kept: Contract, read: Reader) -> None:
    given = answer(kept, ROOT)
    policy = dict(each.strip().split(" ", 1) for each in given.headers["Content-Security-Policy"].split(";"))
    hashes = {
        tag: [hashed(text) for text in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", given.body, re.DOTALL)]
        for tag in ("style", "script")
    }
    assert policy["default-src"] == "'none'"
    assert policy["style-src"].split() == hashes["style"]
    assert policy["script-src"].split() == hashes["script"]
    assert policy["connect-src"] == "'self'"
    loading = [tag for tag, each in read.tags if {"src", "srcset", "action", "style"} & each.keys()]
    handlers = [name for _, each in read.tags for name in each if name.startswith("on")]
    assert (loading, handlers) == ([], [])
    assert not re.search(r"url\(|@import|\bimport\s*\(|innerHTML|localStorage|sessionStorage|cookie", given.body)


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_it_is_small(kept: Contract) -> None:
    assert len(page(kept, ROOT).encode()) < 500_000


def test_hostile_text_in_a_contract_stays_text() -> None:
    """Whatever a contract says, wherever it says it, ends up as text or between the quotes of an attribute."""
    found = Reader(page(hostile(), ROOT))
    assert not {"img", "b onerror"} & {tag for tag, _ in found.tags}
    assert [tag for tag, each in found.tags if any(name.startswith("on") for name in each)] == []
    assert found.parts["content"].count(HOSTILE.replace("{{7*7}}", "")) > 10
    assert "49" not in found.parts["content"]
    assert sum(tag == "script" for tag, _ in found.tags) == 2


def hostile() -> Contract:
    schema = {"type": "object", "title": HOSTILE, "description": HOSTILE, "properties": {HOSTILE: {"enum": [HOSTILE]}}}
    body = {"content": {"application/json": {"schema": schema, "example": {HOSTILE: HOSTILE}}}}
    parameter = {"name": HOSTILE, "in": "query", "required": True, "example": HOSTILE, "schema": {"type": "string"}}
    operation = {
        "operationId": "x",
        "tags": [HOSTILE],
        "summary": HOSTILE,
        "description": f"{HOSTILE}\n\n[here](javascript:alert(1)) ![i](http://192.0.2.1/i.png)",
        "parameters": [parameter],
        "requestBody": {"required": True, **body},
        "responses": {"200": {"description": HOSTILE, **body}},
        "security": [{"key": []}],
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": HOSTILE, "version": HOSTILE, "summary": HOSTILE, "description": HOSTILE},
        "paths": {"/x": {"post": operation}},
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": HOSTILE, "description": HOSTILE}},
            "schemas": {"Thing": schema},
        },
    }
    return OpenApi("hostile", Path(), document)


@pytest.mark.parametrize("system", ["hris", "lms"])
def test_each_system_serves_its_own(world: Playground, system: str) -> None:
    access = world.made["systems"][system]
    given = client(access["base_url"]).get("/docs")
    assert given.status_code == 200
    assert given.headers["Content-Type"] == "text/html"
    assert given.text == page(contract(f"{system}/core.yaml"), access["base_url"])


def test_the_control_plane_serves_its_own(server: Server) -> None:
    given = client(server.control_url).get("/docs")
    assert given.text == page(contract("control.yaml"), server.control_url)


def test_it_says_the_address_it_was_asked_at(server: Server) -> None:
    with playground(server, ports="shared") as world:
        url = world.made["systems"]["hris"]["base_url"]
        prefix = f"/w/{world.name}/hris"
        assert url.endswith(prefix)
        asked = client(url)
        assert f"{url}/v1/employees" in asked.get("/docs").text
        forwarded = asked.get("/docs", headers={"Host": "localhost:1", "X-Forwarded-Proto": "https"}).text
        assert f"https://localhost:1{prefix}/v1/employees" in forwarded
        odd = asked.get("/docs", headers={"Host": "localhost:1'><img src=x>", "X-Forwarded-Proto": "javascript"}).text
        assert "<img" not in odd
        assert "javascript:" not in odd


@pytest.mark.parametrize(("operation", "status"), [("getEmployee", 200), ("createTrainingRecord", 201)])
def test_a_command_line_does_what_it_says(world: Playground, operation: str, status: int) -> None:
    access = world.made["systems"]["hris"]
    part = Reader(client(access["base_url"]).get("/docs").text).parts[f"operation-{operation}"]
    line = part[part.index("curl -sS") : part.index("Try it")].replace("E0000042", "E0000001")
    arguments = shlex.split(line.replace("\\\n", " ").replace("$API_KEY", access["api_key"]))
    options = arguments[2:]
    method = options[options.index("-X") + 1] if "-X" in options else "GET"
    headers = dict(options[n + 1].split(": ", 1) for n, each in enumerate(options) if each == "-H")
    url = next(each for each in options if each.startswith("http"))
    body = options[options.index("--data-raw") + 1] if "--data-raw" in options else None
    assert client("").request(method, url, headers=headers, content=body).status_code == status
