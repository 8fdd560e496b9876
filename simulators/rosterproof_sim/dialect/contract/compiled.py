"""The table compiled from a contract: one validator for each part of each message, made when it is first needed."""

from collections.abc import Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from rosterproof_sim.dialect.contract.formats import FORMATS
from rosterproof_sim.dialect.contract.operation import Operation, Parameter, Place, Webhook
from rosterproof_sim.dialect.contract.violation import Violation, violation, worded
from rosterproof_sim.dialect.message import Answer, Asked

_PLACES: tuple[Place, ...] = ("path", "query", "header")


class Compiled:
    """Checks messages against one document. Two threads may compile the same entry; the later one wins, harmlessly."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._components = {"schemas": document.get("components", {}).get("schemas", {})}
        self._parameters: dict[str, tuple[tuple[Place, Draft202012Validator], ...]] = {}
        self._contents: dict[tuple[str, str, str], Draft202012Validator] = {}

    def request(self, operation: Operation, asked: Asked[Any]) -> list[Violation]:
        """Check what was asked."""
        found: list[Violation] = []
        parts = {"path": asked.path, "query": asked.query, "header": asked.headers_of(operation)}
        for place, validator in self._parameters_of(operation):
            if not validator.is_valid(parts[place]):
                found += worded(place, validator.iter_errors(parts[place]))
        media_type = asked.media_type
        if media_type is not None and media_type in operation.bodies:
            found += self._content(operation.id, "request", media_type, operation.bodies[media_type], asked.body)
        elif operation.body_required:
            found.append(violation("body", [], "is required"))
        return found

    def response(self, operation: Operation, answer: Answer) -> list[Violation]:
        """Check what is to be answered."""
        status = str(answer.status)
        contents = operation.responses.get(status, operation.responses.get("default"))
        if contents is None:
            return [violation("status", [], f"{operation.id} does not answer {status}")]
        if not contents:
            return [violation("body", [], "nothing is to be answered")] if answer.content else []
        if answer.media_type not in contents:
            return [violation("content-type", [], f"{answer.media_type} is not among {', '.join(contents)}")]
        return self._content(operation.id, status, answer.media_type, contents[answer.media_type], answer.body)

    def webhook(self, webhook: Webhook, body: object) -> list[Violation]:
        """Check a message that is to be sent."""
        return self._content(webhook.id, "webhook", "application/json", webhook.schema, body)

    def _content(
        self, operation: str, message: str, media_type: str, schema: Mapping[str, Any], body: Any
    ) -> list[Violation]:
        key = (operation, message, media_type)
        validator = self._contents.get(key)
        if validator is None:
            validator = self._contents[key] = self._compile(schema)
        if validator.is_valid(body):
            return []
        errors: list[ValidationError] = list(validator.iter_errors(body))
        return worded("body", errors)

    def _parameters_of(self, operation: Operation) -> tuple[tuple[Place, Draft202012Validator], ...]:
        compiled = self._parameters.get(operation.id)
        if compiled is None:
            named = ((place, operation.named(place)) for place in _PLACES)
            compiled = tuple((place, self._compile(_object(found))) for place, found in named if found)
            self._parameters[operation.id] = compiled
        return compiled

    def _compile(self, schema: Mapping[str, Any]) -> Draft202012Validator:
        whole = {**schema, "components": self._components}
        return Draft202012Validator(whole, validate_formats=True, formats=FORMATS, mask="the value")


def _object(parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """Return the schema of all parameters of one place, taken as an object."""
    return {
        "type": "object",
        "properties": {name: each.schema for name, each in parameters.items()},
        "required": [name for name, each in parameters.items() if each.required],
        "additionalProperties": False,
    }
