"""What every dialect is held to: its contract kept, every operation answered, what it says of itself proven.

The proofs of a dialect are in the module beside this one that is called `<system>_<name>`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from contract.playground import Playground, playground
from hypothesis import given, settings
from hypothesis.strategies import data

import rosterproof_sim.dialects
from rosterproof_sim.dialect import HOUSEHOLD, Dialect
from rosterproof_sim.dialect.contract.operation import Operation
from rosterproof_sim.dialect.discovery import discover
from rosterproof_sim.dialects._template import DIALECT as TEMPLATE
from rosterproof_sim.domain.words.notices import System
from rosterproof_sim.launch import Server

TESTS = Path(__file__).parents[1]
DIALECTS: Sequence[Dialect] = (*discover("hris").values(), *discover("lms").values())
Past = tuple[Dialect, Playground]


def label(dialect: Dialect) -> str:
    return f"{dialect.system}_{dialect.name}"


def proofs(dialect: Dialect) -> ModuleType:
    return import_module(f"dialects.{label(dialect)}")


def readme(dialect: Dialect) -> str:
    folder = Path(rosterproof_sim.dialects.__path__[0])
    place = "_template" if dialect is TEMPLATE else f"{dialect.system}/{dialect.name}"
    return (folder / place / "README.md").read_text(encoding="utf-8")


OPERATIONS = [
    (dialect, wire.contract, operation)
    for dialect in DIALECTS
    for wire in dialect.wires
    for operation in wire.load().operations()
]
#: The operations of our own wires, by system.
OURS: dict[System, Mapping[str, Operation]] = {
    system: discover(system)["core"].wires[0].load().operations() for system in ("hris", "lms")
}
OURS_WRITING = {
    system: {name for name in found if not name.startswith(("get", "list"))} for system, found in OURS.items()
}
TRANSLATED = [
    (dialect, wire.contract, operation)
    for dialect in DIALECTS
    for wire in dialect.wires
    for operation in wire.stands_for or {}
]
ROUND_TRIPS = [(dialect, name) for dialect in DIALECTS for name in proofs(dialect).ROUND_TRIPS]
ALL = pytest.mark.parametrize("dialect", DIALECTS, ids=label)


@pytest.fixture(scope="module")
def past(server: Server, request: pytest.FixtureRequest) -> Iterator[Past]:
    """A strict world of the dialect, with a past that every operation can be asked about."""
    dialect: Dialect = request.param
    with playground(server, contract_mode="strict", **{dialect.system: dialect.name}) as world:
        proofs(dialect).play_a_past(world)
        world.post("/snapshots", {"name": "kit"})
        yield dialect, world


@pytest.mark.parametrize("dialect", [*DIALECTS, TEMPLATE], ids=label)
def test_it_is_whole(dialect: Dialect) -> None:
    assert dialect.load().kind in ("openapi", "wsdl", "scim", "odata")


@pytest.mark.parametrize("dialect", [*DIALECTS, TEMPLATE], ids=label)
def test_its_readme_says_all_that_it_declares(dialect: Dialect) -> None:
    text = readme(dialect)
    assert [name for name in dialect.contracts if name not in text] == []
    assert [each.what for each in dialect.quirks if each.what not in text] == []
    assert [each.what for each in dialect.omissions if each.what not in text] == []
    for switch in dialect.switches:
        row = next((line for line in text.splitlines() if line.startswith(f"| `{switch.name}` |")), "")
        assert re.findall(r"`([^`]+)`", row)[1 : 1 + len(switch.choices)] == list(switch.choices), switch.name
        assert ("UNCONFIRMED" in row) == switch.unconfirmed, switch.name
    assert "faithful" in text.lower()


@ALL
def test_it_says_what_opens_it(dialect: Dialect) -> None:
    assert dialect.credentials
    said = {"base_url": "http://x", "client_id": "i", "secret": "s", "key": "k"}
    assert ["{" in each.line.format(**said) for each in dialect.clients] == [False] * len(dialect.clients)


@ALL
def test_every_switch_has_two_choices_and_one_name(dialect: Dialect) -> None:
    assert [each.name for each in dialect.switches if len(set(each.choices)) < 2] == []
    assert len({each.name for each in dialect.switches}) == len(dialect.switches)


@ALL
def test_every_quirk_and_every_switch_is_shown_by_a_test(dialect: Dialect) -> None:
    shown: Mapping[str, str] = proofs(dialect).PROOFS
    declared = {each.what for each in dialect.quirks} | {each.name for each in dialect.switches}
    assert set(shown) == declared
    for what, where in shown.items():
        file, _, test = where.partition("::")
        assert f"def {test}(" in (TESTS / file).read_text(encoding="utf-8"), f"{what}: there is no {where}"


@pytest.mark.parametrize(
    ("past", "contract", "operation"),
    OPERATIONS,
    ids=[f"{label(dialect)}:{operation}" for dialect, _, operation in OPERATIONS],
    indirect=["past"],
)
def test_every_operation_is_answered_as_promised(past: Past, contract: str, operation: str) -> None:
    """In strict mode both validators have judged the answer before it is sent; what they refuse is a 500."""
    dialect, world = past
    ask = proofs(dialect).CONVERSATIONS[contract].get(operation)
    assert ask is not None, f"{operation} is new: say how it is asked"
    world.post("/snapshots/kit/restore")
    answer = ask(world)
    assert answer.status_code < 400, answer.text or answer.headers
    asked = [row["data"] for row in world.rows("exchange", system=dialect.system, operation=operation)]
    assert asked, f"{operation} was not what was asked"
    assert asked[-1]["disagreements"] == []


@pytest.mark.parametrize(
    ("past", "contract", "operation"),
    TRANSLATED,
    ids=[f"{label(dialect)}:{operation}" for dialect, _, operation in TRANSLATED],
    indirect=["past"],
)
def test_what_an_operation_does_is_what_it_is_said_to_mean(past: Past, contract: str, operation: str) -> None:
    """Where a connector's work changes something in the world, the journal says so in the words of our own wires."""
    dialect, world = past
    stands_for = next(wire.stands_for for wire in dialect.wires if wire.contract == contract) or {}
    writes = set(stands_for[operation]) & OURS_WRITING[dialect.system]
    world.post("/snapshots/kit/restore")
    before = world.state()
    assert proofs(dialect).CONVERSATIONS[contract][operation](world).status_code < 400
    means = world.rows("exchange", system=dialect.system, operation=operation)[-1]["data"]["means"]
    assert {each["operation"] for each in means} <= {*stands_for[operation]}
    if writes and world.state() != before:
        assert [each for each in means if "body" in each and "answer" in each], (
            "a write that says nothing of what it wrote"
        )
    if not writes and stands_for[operation]:
        assert _facts(world.state()) == _facts(before), (
            "it changes people or learning, and stands for nothing that does"
        )


def _facts(state: dict[str, Any]) -> dict[str, Any]:
    return {
        "employees": state["hris"]["employees"],
        "records": state["hris"]["training_records"],
        "users": state["lms"]["users"],
        "enrollments": state["lms"]["enrollments"],
        "completions": state["lms"]["completions"],
    }


@ALL
def test_operations_stand_for_operations_of_our_own_wire(dialect: Dialect) -> None:
    ours = set(OURS[dialect.system])
    for wire in dialect.wires:
        for operation, names in (wire.stands_for or {}).items():
            assert set(names) <= ours or names == HOUSEHOLD, operation


@pytest.mark.parametrize("system", ["hris", "lms"])
def test_the_names_of_our_operations_tell_what_only_reads(system: System) -> None:
    """What is judged relies on it: `get…` and `list…` read, and nothing else does that a connector may ask."""
    reading = {name for name, operation in OURS[system].items() if operation.method == "GET"}
    told = {name for name in OURS[system] if name.startswith(("get", "list"))}
    assert told <= reading
    assert {name for name in reading - told if not name.startswith(("download", "acknowledge"))} == set()


@pytest.mark.parametrize(
    ("dialect", "name"), ROUND_TRIPS, ids=[f"{label(dialect)}:{name}" for dialect, name in ROUND_TRIPS]
)
def test_what_is_written_is_read_back(dialect: Dialect, name: str) -> None:
    strategy, to_wire, from_wire = proofs(dialect).ROUND_TRIPS[name]

    @settings(max_examples=100, deadline=None, database=None)
    @given(data())
    def goes_round(drawn: Any) -> None:
        word = drawn.draw(strategy)
        assert from_wire(to_wire(word)) == word

    goes_round()


@ALL
def test_something_goes_round(dialect: Dialect) -> None:
    assert proofs(dialect).ROUND_TRIPS
