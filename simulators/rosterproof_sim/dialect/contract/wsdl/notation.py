"""The table as it is written by hand: a name, and beneath it an element in each line, its type and how many there are.

    Worker_Request_ReferencesType
        Worker_Reference ->Worker +
        @Skip_Non_Existing_Instances boolean

`+` one or more, `*` any number, `1` exactly one; without a mark one or none. `->` refers to an object.
"""

from collections.abc import Iterable

from rosterproof_sim.dialect.contract.wsdl.table import SIMPLE, Call, Member, Service, Type, reached, type_of

_MARKS = {"+": (True, True), "*": (False, True), "1": (True, False), "": (False, False)}


def types_from(*texts: str) -> dict[str, Type]:
    r"""Read types.

    Raises:
        ValueError: a type stands twice, or an element is of a type that is not there.

    >>> types_from("A\n    B string 1\n    @C date")["A"].members
    (Member(name='B', type='string', required=True, many=False),)
    """
    found: dict[str, Type] = {}
    for text in texts:
        for block in _blocks(text):
            name, *lines = block
            if name in found:
                raise ValueError(f"the type {name} stands twice")
            found[name] = _type(name, lines)
    for each in found.values():
        for member in each.members:
            if member.type not in SIMPLE and type_of(found, member.type) is None:
                raise ValueError(f"{each.name}.{member.name} is a {member.type}, which is no type of the table")
    return found


def service(
    name: str, namespace: str, calls: Iterable[Call], types: dict[str, Type], faults: dict[str, str]
) -> Service:
    """Make a service of what its operations need of the types."""
    asked = tuple(calls)
    roots = [each for call in asked for each in (call.request_type, call.response_type)]
    needed = reached(types, iter([*roots, *faults.values()]))
    return Service(name=name, namespace=namespace, calls=asked, types=needed, faults=faults)


def _blocks(text: str) -> Iterable[list[str]]:
    block: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        if not line[0].isspace() and block:
            yield block
            block = []
        block.append(line.strip())
    if block:
        yield block


def _type(name: str, lines: list[str]) -> Type:
    members, attributes = [], {}
    for line in lines:
        word, kind, *mark = line.split()
        if word.startswith("@"):
            attributes[word[1:]] = kind
        else:
            required, many = _MARKS["".join(mark)]
            members.append(Member(name=word, type=kind, required=required, many=many))
    return Type(name=name, members=tuple(members), attributes=attributes)
