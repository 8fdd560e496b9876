"""A contract as a value, whatever it is written in; the ending of its file says what that is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from rosterproof_sim.dialect.contract.document import find, load
from rosterproof_sim.dialect.contract.openapi import OpenApi
from rosterproof_sim.dialect.contract.operation import Operation, Webhook
from rosterproof_sim.dialect.contract.verdict import Mode, Verdict
from rosterproof_sim.dialect.contract.wsdl.wsdl import ENDING, Wsdl
from rosterproof_sim.dialect.message import Answer, Asked

__all__ = ["Contract", "Mode", "Verdict", "contract"]


class Contract(Protocol):
    """What a wire promises."""

    name: str
    file: Path

    def __hash__(self) -> int: ...

    @property
    def kind(self) -> str:
        """What it is written in."""

    @property
    def document(self) -> dict[str, Any]:
        """What it says, as plain values, as far as its kind has a form for that."""

    @property
    def text(self) -> str:
        """The document as it is in the file."""

    def operations(self) -> Mapping[str, Operation]:
        """Return every operation by its name."""

    def webhooks(self) -> Mapping[str, Webhook]:
        """Return, for every type of event, the webhook that carries it."""

    def check_request(self, operation: Operation, asked: Asked[Any], mode: Mode, seed: int) -> Verdict:
        """Hold a request against the contract."""

    def check_response(self, operation: Operation, asked: Asked[Any], answer: Answer, mode: Mode, seed: int) -> Verdict:
        """Hold an answer against the contract."""

    def check_webhook(self, event: str, body: object) -> Verdict:
        """Hold a message that is to be sent against the contract."""


@cache
def contract(name: str) -> Contract:
    """Return a contract such as `hris/core.yaml`; read once per process."""
    file = find(name)
    return Wsdl(name, file) if name.endswith(ENDING) else OpenApi(name, file, load(file))
