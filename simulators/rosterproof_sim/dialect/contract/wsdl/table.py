"""The table: which elements a type has, in which order, of which type and how many of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

#: What a value is that has no members, by the names of XML Schema.
Simple = Literal["string", "boolean", "date", "dateTime", "decimal"]
SIMPLE: tuple[Simple, ...] = ("string", "boolean", "date", "dateTime", "decimal")
#: Begins a type that refers to an object by its ids: `->Worker`.
REFERENCE = "->"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An element within a type: of a simple type, a reference, or a type of the table."""

    name: str
    type: str
    required: bool = False
    many: bool = False


@dataclass(frozen=True, kw_only=True)
class Type:
    """A sequence of elements; attributes by name, with their simple types."""

    name: str
    members: tuple[Member, ...]
    attributes: Mapping[str, str]

    def member(self, name: str) -> int:
        """Return at which place of the sequence an element stands; -1 where it does not."""
        return self._places.get(name, -1)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {each.name: place for place, each in enumerate(self.members)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One operation: the elements that are sent and answered, each with its type."""

    name: str
    request: str
    request_type: str
    response: str
    response_type: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """One service. Types and faults are those that its operations need, in the order in which they are met."""

    name: str
    namespace: str
    calls: tuple[Call, ...]
    types: Mapping[str, Type]
    #: Element of a fault -> its type.
    faults: Mapping[str, str]

    def call_of(self, request: str) -> Call | None:
        """Return the operation that an element asks for."""
        return next((each for each in self.calls if each.request == request), None)


#: An id of an object: a text and the kind that it is of.
ID = Type(name="ID", members=(), attributes={"type": "string"})
#: What a reference looks like, whatever it refers to.
OBJECT = Type(name="Object", members=(Member(name="ID", type="ID", many=True),), attributes={"Descriptor": "string"})
VERSION = "version"


def type_of(types: Mapping[str, Type], name: str) -> Type | None:
    """Return a type with members or attributes; None where it is a simple one."""
    if name == ID.name:
        return ID
    return OBJECT if name.startswith(REFERENCE) else types.get(name)


def reached(types: Mapping[str, Type], roots: Iterator[str]) -> dict[str, Type]:
    """Return the types that are needed from these on, in the order in which they are met."""
    found: dict[str, Type] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop(0)
        if name in types and name not in found:
            found[name] = types[name]
            waiting += [each.type for each in types[name].members]
    return found


def references(types: Mapping[str, Type]) -> list[str]:
    """Return what is referred to, in order of name."""
    kinds = {each.type for found in types.values() for each in found.members}
    return sorted(kind.removeprefix(REFERENCE) for kind in kinds if kind.startswith(REFERENCE))
