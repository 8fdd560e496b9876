"""The table out of a WSDL document: what a client understands of it, and no more than we write."""

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from rosterproof_sim.dialect.contract.wsdl.table import REFERENCE, VERSION, Call, Member, Service, Type

_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_XSD = "{http://www.w3.org/2001/XMLSchema}"
_OBJECT, _OBJECT_ID = "ObjectType", "ObjectIDType"


def read_service(text: str) -> Service:
    """Read a document."""
    root: Element = fromstring(text.encode(), forbid_dtd=True)
    schema = root.find(f"{_WSDL}types/{_XSD}schema")
    if schema is None:
        raise ValueError("the WSDL has no schema")
    elements = {each.attrib["name"]: _local(each.attrib["type"]) for each in schema.findall(f"{_XSD}element")}
    parts = {
        each.attrib["name"]: _local(each.find(f"{_WSDL}part").attrib["element"])  # type: ignore[union-attr]
        for each in root.findall(f"{_WSDL}message")
    }
    calls, faults = [], dict[str, str]()
    for operation in root.findall(f"{_WSDL}portType/{_WSDL}operation"):
        request, response = (
            parts[_local(operation.find(f"{_WSDL}{way}").attrib["message"])]  # type: ignore[union-attr]
            for way in ("input", "output")
        )
        calls.append(
            Call(
                name=operation.attrib["name"],
                request=request,
                request_type=elements[request],
                response=response,
                response_type=elements[response],
            )
        )
        named = [parts[_local(each.attrib["message"])] for each in operation.findall(f"{_WSDL}fault")]
        faults |= {name: elements[name] for name in named}
    return Service(
        name=root.attrib["name"],
        namespace=schema.attrib["targetNamespace"],
        calls=tuple(calls),
        types=_types(schema),
        faults=faults,
    )


def _types(schema: Element) -> dict[str, Type]:
    found = {}
    for each in schema.findall(f"{_XSD}complexType"):
        name = each.attrib["name"]
        # What refers to an object looks alike everywhere.
        if not name.endswith((_OBJECT, _OBJECT_ID)):
            members = tuple(_member(node) for node in each.findall(f"{_XSD}sequence/{_XSD}element"))
            attributes = dict(_attribute(node) for node in each.findall(f"{_XSD}attribute"))
            found[name] = Type(name=name, members=members, attributes=attributes)
    return found


def _member(node: Element) -> Member:
    kind = _local(node.attrib["type"])
    return Member(
        name=node.attrib["name"],
        type=REFERENCE + kind.removesuffix(_OBJECT) if kind.endswith(_OBJECT) else kind,
        required=node.get("minOccurs", "1") != "0",
        many=node.get("maxOccurs", "1") == "unbounded",
    )


def _attribute(node: Element) -> tuple[str, str]:
    if "ref" in node.attrib:
        return VERSION, "string"
    return node.attrib["name"], _local(node.attrib["type"])


def _local(name: str) -> str:
    return name.partition(":")[2] or name
