"""The WSDLs of Workday: the files are what the table renders, and an independent validator says what we say."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest
import xmlschema
from contract.playground import Playground, playground
from defusedxml.ElementTree import fromstring
from dialects.workday_soap import CONVERSATIONS, NAMES, play_a_past

from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.dialect.contract.wsdl.checking import Checker, value_of
from rosterproof_sim.dialect.contract.wsdl.notation import types_from
from rosterproof_sim.dialect.contract.wsdl.reading import read_service
from rosterproof_sim.dialect.contract.wsdl.rendering import rendered
from rosterproof_sim.dialect.contract.wsdl.table import Service
from rosterproof_sim.dialect.contract.wsdl.writing import message
from rosterproof_sim.dialects.hris.workday.soap.service import CALLS, file_of, service_of
from rosterproof_sim.launch import Server

SERVICES = tuple(CALLS)
OPERATIONS = [
    (file, operation) for file, asked in CONVERSATIONS.items() for operation in asked if operation != "describe"
]


@cache
def authority(file: str) -> xmlschema.XMLSchema:
    """The schema in a WSDL, as another library understands it."""
    text = contract(file).text
    text = text[text.index("<xsd:schema") : text.index("</xsd:schema>")] + "</xsd:schema>"
    named = f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:wd="{NAMES["wd"]}"'
    text = text.replace("<xsd:schema", named, 1)
    return xmlschema.XMLSchema(text)


@pytest.fixture(scope="module")
def world(server: Server) -> Iterator[Playground]:
    with playground(server, hris="workday", contract_mode="strict") as made:
        play_a_past(made)
        yield made


@pytest.mark.parametrize("name", SERVICES)
def test_the_file_is_what_the_table_renders_and_reads_as_the_table(name: str) -> None:
    text = contract(file_of(name)).text
    how = f"python -m rosterproof_sim.dialects.hris.workday.soap {name} > openapi/{file_of(name)}"
    assert text == rendered(service_of(name)), how
    assert read_service(text) == service_of(name)
    authority(file_of(name))


def element(world: Playground, file: str, operation: str) -> tuple[Element, str, str]:
    """What an operation answers, the element that this is, and its type."""
    call = next(each for each in service(file).calls if each.name == operation)
    answer = CONVERSATIONS[file][operation](world)
    root: Element = fromstring(answer.content)
    return root.find("env:Body", NAMES)[0], call.response, call.response_type  # type: ignore[index]


def service(file: str) -> Service:
    found: Any = contract(file)
    return found.service  # type: ignore[no-any-return]


@pytest.mark.parametrize(("file", "operation"), OPERATIONS)
def test_another_validator_takes_what_is_answered(world: Playground, file: str, operation: str) -> None:
    found, _, _ = element(world, file, operation)
    assert list(authority(file).iter_errors(found)) == []


@pytest.mark.parametrize(("file", "operation"), [each for each in OPERATIONS if "staffing" not in each[0]])
def test_both_validators_refuse_the_same(world: Playground, file: str, operation: str) -> None:
    """Every kind of damage, at every place of an answer, in turn."""
    honest, name, kind = element(world, file, operation)
    for data in honest.findall("wd:Response_Data", NAMES):
        data[:] = data[:1]
    checker, disputes, refused = Checker(service=service(file), lenient=False), [], 0
    for what, damaged in damages(honest):
        ours = list(checker.violations(damaged, name, kind))
        theirs = next(authority(file).iter_errors(damaged), None)
        refused += bool(ours)
        if bool(ours) != (theirs is not None):
            disputes.append((what, ours, theirs and theirs.reason))
    assert disputes == []
    assert refused > 2 or operation == "Get_Server_Timestamp"


def damages(honest: Element) -> Iterator[tuple[str, Element]]:
    """Damage one element after the other, of each name and depth one."""
    seen = set[tuple[str, ...]]()
    for path in paths(honest):
        names = tuple(step(honest, path[:end]).tag for end in range(len(path) + 1))
        if names in seen:
            continue
        seen.add(names)
        for damage in (_twice, _gone, _unknown, _misspelled, _texted, _attributed, _bare, _turned):
            made = copy.deepcopy(honest)
            damage(step(made, path))
            yield f"{damage.__name__} {'/'.join(each.rpartition('}')[2] for each in names)}", made


def paths(node: Element, before: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    yield before
    for place, child in enumerate(node):
        yield from paths(child, (*before, place))


def step(node: Element, path: tuple[int, ...]) -> Element:
    for place in path:
        node = node[place]
    return node


def _twice(node: Element) -> None:
    if len(node):
        node.insert(0, copy.deepcopy(node[0]))


def _gone(node: Element) -> None:
    if len(node):
        node.remove(node[0])


def _unknown(node: Element) -> None:
    SubElement(node, f"{{{NAMES['wd']}}}Nothing")


def _misspelled(node: Element) -> None:
    if len(node):
        node[0].tag = node[0].tag.lower()


def _texted(node: Element) -> None:
    node.text = "not-a-value"


def _attributed(node: Element) -> None:
    node.set(f"{{{NAMES['wd']}}}Nothing", "1")


def _bare(node: Element) -> None:
    for name in list(node.attrib):
        node.set(name.rpartition("}")[2], node.attrib.pop(name))


def _turned(node: Element) -> None:
    node[:] = list(reversed(node))


@pytest.mark.parametrize(("file", "operation"), OPERATIONS)
def test_what_is_read_is_written_again(world: Playground, file: str, operation: str) -> None:
    found, name, kind = element(world, file, operation)
    value = value_of(service(file), found, kind)
    again = fromstring(message(service(file), name, kind, value))
    assert value_of(service(file), again, kind) == value
    assert len(list(again.iter())) == len(list(found.iter()))


def test_a_value_that_the_table_does_not_know_is_not_written() -> None:
    with pytest.raises(KeyError, match="WorkerType has no Salary"):
        message(service_of("Staffing"), "Worker", "WorkerType", {"Salary": 1})


@pytest.mark.parametrize(
    ("text", "words"),
    [("A\n    B Nowhere", "which is no type"), ("A\n    B string\nA\n    C date", "stands twice")],
)
def test_a_table_that_is_wrong_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        types_from(text)
