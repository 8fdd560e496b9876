"""A contract in WSDL: a SOAP service, its operations told apart by what is in the envelope, its document at `?wsdl`."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from rosterproof_sim.dialect.contract.operation import Operation, Parameter, Webhook
from rosterproof_sim.dialect.contract.verdict import Mode, Verdict
from rosterproof_sim.dialect.contract.violation import Violation, violation
from rosterproof_sim.dialect.contract.wsdl.checking import Checker, value_of
from rosterproof_sim.dialect.contract.wsdl.envelope import MEDIA_TYPE, opened, opened_quickly, payload
from rosterproof_sim.dialect.contract.wsdl.reading import read_service
from rosterproof_sim.dialect.contract.wsdl.table import Call, Service
from rosterproof_sim.dialect.message import Answer, Asked

ENDING = ".wsdl"
#: What shows the document. It is open: clients read it before they have anything to sign in for.
DESCRIBE = "describe"
#: A WSDL does not say who may ask. These services are opened by WS-Security, or by a bearer token.
USERNAME_TOKEN, BEARER = "username_token", "bearer"
_ADDRESS = re.compile(r'(<soapbind:address location=)"[^"]*"')
_ANY: Mapping[str, Any] = {}


class Wsdl:
    """One service. There is one address, and its name is the path; an operation is known by what it is sent."""

    kind: Literal["wsdl"] = "wsdl"

    def __init__(self, name: str, file: Path) -> None:
        self.name = name
        self.file = file
        self.text = file.read_text(encoding="utf-8")
        self.service = read_service(self.text)
        self._calls = {each.name: each for each in self.service.calls}
        self._sent = Checker(service=self.service, lenient=True)
        self._answered = Checker(service=self.service, lenient=False)

    @cached_property
    def document(self) -> dict[str, Any]:
        """What the service is called; its types have no form but the document itself."""
        return {"info": {"title": self.service.name, "version": ""}}

    def operations(self) -> Mapping[str, Operation]:
        """Return every operation by its name, and the one that shows the document."""
        return self._operations

    def webhooks(self) -> Mapping[str, Webhook]:
        """A service asks nobody."""
        return {}

    def check_request(self, operation: Operation, asked: Asked[Any], mode: Mode, seed: int) -> Verdict:
        """Hold a request against the table, whole."""
        del seed
        if mode == "off":
            return Verdict()
        if operation.id == DESCRIBE:
            shown = asked.raw_query.partition("=")[0].lower() == "wsdl"
            wrong = [] if shown else [violation("query", [], "asks for nothing; the document is at ?wsdl")]
            return Verdict(violations=tuple(wrong))
        call = self._calls[operation.id]
        return Verdict(violations=tuple(_held(self._sent, asked.raw_body, call.request, call.request_type, opened)))

    def check_response(self, operation: Operation, asked: Asked[Any], answer: Answer, mode: Mode, seed: int) -> Verdict:
        """Hold an answer against the table, whole."""
        del asked, seed
        if mode == "off":
            return Verdict()
        if operation.id == DESCRIBE:
            same = _ADDRESS.sub("", str(answer.body)) == _ADDRESS.sub("", self.text)
            wrong = [] if same else [violation("body", [], f"is not {self.name}")]
            return Verdict(violations=tuple(wrong))
        if answer.status != 200:
            return Verdict(violations=(violation("status", [], f"is {answer.status}, and only a fault is not 200"),))
        call = self._calls[operation.id]
        said = (answer.content, call.response, call.response_type)
        return Verdict(violations=tuple(_held(self._answered, *said, opened_quickly)))

    def check_webhook(self, event: str, body: object) -> Verdict:
        """A service asks nobody."""
        del body
        raise KeyError(event)

    @cached_property
    def _operations(self) -> dict[str, Operation]:
        return {
            DESCRIBE: _describe(self.service),
            **{each.name: _operation(self.service, each) for each in self._calls.values()},
        }


def located(text: str, address: str) -> str:
    """Return a document with an absolute address, as it is served: clients post to what stands there.

    >>> located('<soapbind:address location="Talent"/>', "http://localhost/Talent")
    '<soapbind:address location="http://localhost/Talent"/>'
    """
    return _ADDRESS.sub(lambda found: found[1] + quoteattr(address), text)


def body_reader(service: Service) -> Any:
    """Return what reads a body: bytes -> {element: what it says}; raises ValueError with the reason."""

    def read(raw: bytes) -> dict[str, Any]:
        said = payload(opened(raw))
        name = str(said.tag).removeprefix(f"{{{service.namespace}}}")
        call = service.call_of(name)
        return {} if call is None else {name: value_of(service, said, call.request_type)}

    return read


def _held(checker: Checker, raw: bytes, name: str, kind: str, read: Callable[[bytes], Element]) -> Iterator[Violation]:
    try:
        said = payload(read(raw))
    except ValueError as reason:
        yield violation("body", [], str(reason))
        return
    yield from checker.violations(said, name, kind)


def _operation(service: Service, call: Call) -> Operation:
    return Operation(
        id=call.name,
        method="POST",
        path=f"/{service.name}",
        parameters=(),
        bodies={MEDIA_TYPE: _ANY},
        body_required=True,
        security=((USERNAME_TOKEN,), (BEARER,)),
        responses={"200": {MEDIA_TYPE: _ANY}},
    )


def _describe(service: Service) -> Operation:
    shown = Parameter(
        name="wsdl", place="query", required=False, schema={"type": "string"}, type="string", default=None
    )
    return Operation(
        id=DESCRIBE,
        method="GET",
        path=f"/{service.name}",
        parameters=(shown,),
        bodies={},
        body_required=False,
        security=(),
        responses={"200": {MEDIA_TYPE: _ANY}},
    )
