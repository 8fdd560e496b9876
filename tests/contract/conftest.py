"""A server for all contract tests, and a world for each."""

from collections.abc import Iterator

import pytest
from contract.playground import Playground, playground
from contract.receiver import Receiver

from rosterproof_sim.launch import Server, start


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with start() as running:
        yield running


@pytest.fixture
def world(server: Server) -> Iterator[Playground]:
    with playground(server) as made:
        yield made


@pytest.fixture
def strict_world(server: Server) -> Iterator[Playground]:
    with playground(server, contract_mode="strict") as made:
        yield made


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running
