"""The contracts themselves: well-formed, self-contained, exemplary, and free of YAML's surprises."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from ruamel.yaml import YAML

from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.dialect.contract.core_schema import read
from rosterproof_sim.dialect.contract.document import find, resolve
from rosterproof_sim.dialect.contract.formats import FORMATS
from rosterproof_sim.dialect.discovery import discover

DIALECTS = (*discover("hris").values(), *discover("lms").values())
NAMES = (
    *sorted({name for each in DIALECTS for name in each.contracts if name.endswith(".yaml")}),
    "control.yaml",
    "_template.yaml",
)


def nodes(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of a document, wherever it stands."""
    if isinstance(node, Mapping):
        yield node
        for each in node.values():
            yield from nodes(each)
    elif isinstance(node, list):
        for each in node:
            yield from nodes(each)


def schemas(name: str) -> Iterator[Mapping[str, Any]]:
    """Every node of a contract that says a type: an example may have a member called `format`."""
    return (node for node in nodes(contract(name).document) if "type" in node)


def plain(node: Any) -> bool:
    """Whether a value is what JSON knows, and not a date or a set that YAML made of it."""
    if isinstance(node, Mapping):
        return all(isinstance(name, str) and plain(each) for name, each in node.items())
    if isinstance(node, list):
        return all(plain(each) for each in node)
    return node is None or isinstance(node, str | int | float)


def contents(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every media type of every message of a contract, with a label."""
    document = contract(name).document
    for path, item in [*document["paths"].items(), *document.get("webhooks", {}).items()]:
        for method, operation in item.items():
            if method == "parameters":
                continue
            messages = {"request": operation.get("requestBody", {}), **operation["responses"]}
            for message, node in messages.items():
                for media, content in resolve(document, node).get("content", {}).items():
                    yield f"{method} {path} {message} {media}", content


@pytest.mark.parametrize("name", NAMES)
def test_the_contract_is_valid_openapi(name: str) -> None:
    OpenAPIV31SpecValidator(contract(name).document).validate()


@pytest.mark.parametrize("name", NAMES)
def test_every_message_has_an_example_that_is_valid(name: str) -> None:
    components = contract(name).document["components"]
    wrong = {}
    for label, content in contents(name):
        if "example" not in content:
            wrong[label] = "has no example"
            continue
        schema = {**content["schema"], "components": components}
        validator = Draft202012Validator(schema, validate_formats=True, formats=FORMATS)
        if errors := [each.message for each in validator.iter_errors(content["example"])]:
            wrong[label] = "; ".join(errors)
    assert not wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_of_a_path_has_an_example(name: str) -> None:
    document = contract(name).document
    found = [resolve(document, each) for node in nodes(document["paths"]) for each in node.get("parameters", ())]
    assert [each["name"] for each in found if each["in"] == "path" and "example" not in each] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_enum_holds_anything_but_text(name: str) -> None:
    """`enum: [NO]` is Norway only to a reader of YAML 1.2. A null is named as null."""
    found = [value for node in nodes(contract(name).document) for value in _list(node.get("enum"))]
    assert [value for value in found if not isinstance(value, str | None)] == []
    assert len(found) > 2


@pytest.mark.parametrize("name", NAMES)
def test_yaml_made_nothing_but_json_of_it(name: str) -> None:
    assert plain(contract(name).document)


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_stays_in_the_file(name: str) -> None:
    references = [node["$ref"] for node in nodes(contract(name).document) if isinstance(node.get("$ref"), str)]
    assert references
    assert [each for each in references if not each.startswith("#/components/")] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_says_the_end_only_at_its_end(name: str) -> None:
    """The authority is given `\\Z` for a final `$`; a `$` anywhere else would not be handled."""
    patterns = [node["pattern"] for node in nodes(contract(name).document) if isinstance(node.get("pattern"), str)]
    assert patterns
    assert [each for each in patterns if "$" in each[:-1] or each.endswith(r"\$")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_enforced(name: str) -> None:
    named = {node["format"] for node in schemas(name) if isinstance(node.get("format"), str)}
    assert named <= set(FORMATS)


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_says_how_it_fails(name: str) -> None:
    missing = [each.id for each in contract(name).operations().values() if "default" not in each.responses]
    assert not missing


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@pytest.mark.parametrize("name", NAMES)
def test_a_contract_is_read_as_a_whole_yaml_1_2_reader_reads_it(name: str) -> None:
    text = find(name).read_bytes()
    assert repr(read(text)) == repr(YAML(typ="safe", pure=True).load(text))


def test_plain_words_are_what_yaml_1_2_says() -> None:
    told = b"[NO, on, 12:30, 2026-01-05, 010, ~, 1e3, .5, +7, True, 1_000]"
    assert read(told) == ["NO", "on", "12:30", "2026-01-05", 10, None, 1000.0, 0.5, 7, True, "1_000"]
