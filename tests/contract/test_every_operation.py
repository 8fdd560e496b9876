"""Every operation of every contract is answered by a running server, and its answer is what the contract promises."""

from collections.abc import Iterator

import pytest
from contract.conversations import CONVERSATIONS, play_a_past
from contract.playground import Playground, playground
from openapi_core import Config, OpenAPI
from openapi_core.deserializing.media_types.util import plain_loads
from openapi_core.testing import MockRequest, MockResponse

from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.dialect.contract.formats import FORMATS
from rosterproof_sim.launch import Server

OPERATIONS = [(name, operation) for name in CONVERSATIONS for operation in contract(name).operations()]


def judge(name: str) -> OpenAPI:
    """openapi-core as a stranger would use it, on the document as it is served."""
    text = {name: lambda value, **_: plain_loads(value) for name in ("application/yaml", "text/csv")}
    config = Config(extra_format_validators=FORMATS, extra_media_type_deserializers=text, spec_validator_cls=None)
    return OpenAPI.from_dict(contract(name).document, config=config)


JUDGES = {name: judge(name) for name in CONVERSATIONS}


@pytest.fixture(scope="module")
def played(server: Server) -> Iterator[Playground]:
    with playground(server, contract_mode="strict") as world:
        play_a_past(world)
        yield world


@pytest.fixture
def past(played: Playground) -> Playground:
    """The same past for every test, whatever the test before did."""
    played.post("/snapshots/before/restore")
    return played


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[f"{n}:{o}" for n, o in OPERATIONS])
def test_the_operation_keeps_its_promise(name: str, operation: str, past: Playground) -> None:
    ask = CONVERSATIONS[name].get(operation)
    assert ask is not None, f"{operation} is new: say in conversations.py how it is asked"

    answer = ask(past)

    promised = contract(name).operations()[operation]
    assert str(answer.status_code) in promised.responses, answer.text
    request = MockRequest("http://127.0.0.1", promised.method, promised.path, path_pattern=promised.path)
    response = MockResponse(
        answer.content, status_code=answer.status_code, content_type=answer.headers.get("Content-Type", "")
    )
    assert [str(error) for error in JUDGES[name].response_validator.iter_errors(request, response)] == []


def test_no_conversation_is_left_over() -> None:
    for name, conversations in CONVERSATIONS.items():
        assert set(conversations) == set(contract(name).operations())


def test_in_strict_mode_the_two_validators_agreed_on_all_of_it(past: Playground) -> None:
    for name in ("hris/core.yaml", "lms/core.yaml"):
        for ask in CONVERSATIONS[name].values():
            ask(past)
    exchanges = past.rows("exchange")
    assert len(exchanges) > 40
    assert [row["data"] for row in exchanges if row["data"]["disagreements"]] == []
    assert [row["data"]["operation"] for row in exchanges if row["data"]["status"] >= 400] == []
