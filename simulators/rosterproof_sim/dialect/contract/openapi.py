"""A contract in OpenAPI: one document, everything read out of it once, and two validators that hold messages to it."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from zlib import crc32

from rosterproof_sim.dialect.contract.compiled import Compiled
from rosterproof_sim.dialect.contract.operation import Operation, Webhook, read_operations, read_webhooks
from rosterproof_sim.dialect.contract.verdict import Mode, Verdict
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.dialect.message import Answer, Asked

if TYPE_CHECKING:
    from rosterproof_sim.dialect.contract.authority import Authority

#: One message in so many is a sample.
_SAMPLE = 100


class OpenApi:
    """One OpenAPI document and everything read out of it once."""

    kind: Literal["openapi"] = "openapi"

    def __init__(self, name: str, file: Path, document: dict[str, Any]) -> None:
        self.name = name
        self.file = file
        self.document = document
        self._operations = {each.id: each for each in read_operations(document)}
        self._webhooks = {event: webhook for webhook in read_webhooks(document) for event in webhook.events}
        self._compiled = Compiled(document)
        self._importing = Lock()

    def operations(self) -> dict[str, Operation]:
        """Return every operation by its operationId."""
        return self._operations

    def webhooks(self) -> dict[str, Webhook]:
        """Return, for every type of event, the webhook that carries it."""
        return self._webhooks

    def check_request(self, operation: Operation, asked: Asked[Any], mode: Mode, seed: int) -> Verdict:
        """Hold a request against the contract."""
        if mode == "off":
            return Verdict()
        found = self._compiled.request(operation, asked)
        if mode == "audited" and not _sampled(seed, operation.id, asked.raw_path, asked.raw_query, asked.raw_body):
            return Verdict(violations=tuple(found))
        return _compared(f"request of {operation.id}", found, self.authority.request(operation, asked))

    def check_response(self, operation: Operation, asked: Asked[Any], answer: Answer, mode: Mode, seed: int) -> Verdict:
        """Hold an answer against the contract."""
        if mode == "off":
            return Verdict()
        found = self._compiled.response(operation, answer)
        if mode == "audited" and not _sampled(seed, operation.id, asked.raw_path, answer.content):
            return Verdict(violations=tuple(found))
        return _compared(f"response of {operation.id}", found, self.authority.response(operation, asked, answer))

    def check_webhook(self, event: str, body: object) -> Verdict:
        """Hold a message that is to be sent against the contract."""
        return Verdict(violations=tuple(self._compiled.webhook(self._webhooks[event], body)))

    @cached_property
    def text(self) -> str:
        """The document as it is in the file."""
        return self.file.read_text(encoding="utf-8")

    @cached_property
    def _authority(self) -> "Authority":
        from rosterproof_sim.dialect.contract.authority import Authority

        return Authority(self.document)

    @property
    def authority(self) -> "Authority":
        """openapi-core on this document. Importing it takes a moment, and one thread at a time."""
        with self._importing:
            return self._authority


def _sampled(seed: int, *parts: str | bytes) -> bool:
    """Whether this message is in the sample: by the seed and what it says, never by when it came."""
    lot = seed & 0xFFFFFFFF
    for part in parts:
        lot = crc32(part.encode() if isinstance(part, str) else part, lot)
    return lot % _SAMPLE == 0


def _compared(what: str, compiled: Iterable[Violation], authority: Iterable[Violation]) -> Verdict:
    ours, theirs = tuple(compiled), tuple(authority)
    if bool(ours) == bool(theirs):
        return Verdict(violations=ours)
    words = "; ".join(f"{each.where}: {each.what}" for each in ours or theirs)
    side = "the compiled table refuses what openapi-core allows" if ours else "openapi-core refuses what we allow"
    return Verdict(violations=theirs, disagreement=f"{what}: {side}: {words}")
