"""Messages held against the table: the order of elements, how many of each there are, their types and attributes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from xml.etree.ElementTree import Element

from rosterproof_sim.dialect.contract.violation import Violation, violation
from rosterproof_sim.dialect.contract.wsdl.grammar import read
from rosterproof_sim.dialect.contract.wsdl.table import ID, Service, Type, type_of

#: How the vendor writes places, whatever prefix the sender chose.
_PREFIX = "bsvc"
#: What any element may carry.
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"


@dataclass(frozen=True, kw_only=True)
class Checker:
    """Holds elements against a service. `lenient`: an empty element that may be left out is as good as left out."""

    service: Service
    lenient: bool

    def violations(self, element: Element, name: str, kind: str) -> Iterator[Violation]:
        """Say what is wrong with an element that has to be this one."""
        if element.tag != f"{{{self.service.namespace}}}{name}":
            yield violation("", [], f"{_named(element)} stands where {name} has to")
            return
        yield from self._element(element, kind, f"/{_PREFIX}:{name}[1]", required=True)

    def _element(self, element: Element, kind: str, where: str, *, required: bool) -> Iterator[Violation]:
        found = type_of(self.service.types, kind)
        nothing = self.lenient and not required and found is not ID and _says_nothing(element)
        if not nothing:
            yield from self._attributes(element, found, where)
        if found is not None and found is not ID:
            if not nothing:
                yield from self._members(element, found, where)
            return
        if len(element):
            yield violation(where, [], f"{_named(element[0])} stands where there is to be a text")
        elif found is None and not nothing:
            yield from _wrong(kind, element.text or "", where)

    def _attributes(self, element: Element, found: Type | None, where: str) -> Iterator[Violation]:
        mine, known = f"{{{self.service.namespace}}}", {} if found is None else found.attributes
        for name, text in element.attrib.items():
            local = name.removeprefix(mine)
            if local in known and local != name:
                yield from _wrong(known[local], text, f"{where}/@{local}")
            elif name.startswith("{") and not name.startswith(_INSTANCE):
                yield violation(where, [], f"the attribute {name.rpartition('}')[2][:64]} is unknown here")
            elif not name.startswith("{"):
                yield violation(
                    where, [], f"the attribute {name[:64]} is unqualified; give it the prefix of the element"
                )
        if found is ID and f"{mine}type" not in element.attrib:
            yield violation(where, [], "an ID has to say its type")

    def _members(self, element: Element, found: Type, where: str) -> Iterator[Violation]:
        seen = dict.fromkeys((each.name for each in found.members), 0)
        furthest = 0
        if any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
            yield violation(where, [], "a text stands where there are to be elements alone")
        for child in element:
            name = self._local(child)
            place = found.member(name)
            if place < 0:
                yield violation(where, [], _unknown(_named(child), seen))
                continue
            member = found.members[place]
            seen[name] += 1
            if place < furthest:
                yield violation(
                    where, [], f"{name} stands behind {found.members[furthest].name}, and belongs before it"
                )
            if seen[name] == 2 and not member.many:
                yield violation(where, [], f"{name} stands twice")
            furthest = max(furthest, place)
            place_of = f"{where}/{_PREFIX}:{name}[{seen[name]}]"
            yield from self._element(child, member.type, place_of, required=member.required)
        for member in found.members:
            if member.required and not seen[member.name]:
                yield violation(where, [], f"{member.name} is missing")

    def _local(self, element: Element) -> str:
        return str(element.tag).removeprefix(f"{{{self.service.namespace}}}")


def _says_nothing(element: Element) -> bool:
    return not len(element) and not (element.text or "").strip() and not element.attrib


def value_of(service: Service, element: Element, kind: str) -> Any:
    """Return what an element says, in the form that `writing` takes; what is not in the table is left out."""
    found = type_of(service.types, kind)
    text = element.text or ""
    if found is None:
        return _read(kind, text)
    mine = f"{{{service.namespace}}}"
    given = {name.removeprefix(mine): told for name, told in element.attrib.items() if name.startswith(mine)}
    value = {
        f"@{name}": _read(found.attributes[name], told) for name, told in given.items() if name in found.attributes
    }
    if found is ID:
        return {**value, "#": text}
    for child in element:
        place = found.member(str(child.tag).removeprefix(mine))
        if place >= 0:
            member = found.members[place]
            said = value_of(service, child, member.type)
            if member.many:
                value.setdefault(member.name, []).append(said)
            else:
                value[member.name] = said
    return value


def _read(kind: str, text: str) -> Any:
    """Read a value; what is none of its type says nothing, and is refused where it is checked."""
    try:
        return read(kind, text)
    except ValueError:
        return None


def _wrong(kind: str, text: str, where: str) -> Iterator[Violation]:
    try:
        read(kind, text)
    except ValueError as reason:
        yield violation(where, [], str(reason))


def _unknown(name: str, known: Mapping[str, int]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}" if near else ""
    return f"{name} is unknown here{hint}"


def _named(element: Element) -> str:
    return str(element.tag).rpartition("}")[2][:64]
