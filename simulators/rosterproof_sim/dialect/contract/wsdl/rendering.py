"""The table as a WSDL 1.1 document, SOAP 1.1, document/literal, as the vendor's are.

The address in the file is a relative word; whoever serves it puts the absolute one there, because clients post to what
stands in the document.
"""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from rosterproof_sim.dialect.contract.wsdl.table import REFERENCE, SIMPLE, VERSION, Call, Member, Service, references


def rendered(service: Service) -> str:
    """Return the document."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *_definitions(service)]) + "\n"


def _definitions(service: Service) -> Iterator[str]:
    yield "<wsdl:definitions"
    yield '    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"'
    yield '    xmlns:soapbind="http://schemas.xmlsoap.org/wsdl/soap/"'
    yield '    xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    yield f"    xmlns:wd={quoteattr(service.namespace)}"
    yield f"    xmlns:wd-wsdl={quoteattr(f'{service.namespace}/{service.name}')}"
    yield f"    name={quoteattr(service.name)} targetNamespace={quoteattr(f'{service.namespace}/{service.name}')}>"
    yield "  <wsdl:types>"
    yield '    <xsd:schema elementFormDefault="qualified" attributeFormDefault="qualified"'
    yield f"        targetNamespace={quoteattr(service.namespace)}>"
    yield from _indented(6, _schema(service))
    yield "    </xsd:schema>"
    yield "  </wsdl:types>"
    yield from _indented(2, _messages(service))
    yield from _indented(2, _port_type(service))
    yield from _indented(2, _binding(service))
    yield f'  <wsdl:service name="{service.name}Service">'
    yield f'    <wsdl:port name="{service.name}" binding="wd-wsdl:{service.name}Binding">'
    yield f'      <soapbind:address location="{service.name}"/>'
    yield "    </wsdl:port>"
    yield "  </wsdl:service>"
    yield "</wsdl:definitions>"


def _schema(service: Service) -> Iterator[str]:
    yield f'<xsd:attribute name="{VERSION}" type="xsd:string"/>'
    for call in service.calls:
        yield f'<xsd:element name="{call.request}" type="wd:{call.request_type}"/>'
        yield f'<xsd:element name="{call.response}" type="wd:{call.response_type}"/>'
    for element, kind in service.faults.items():
        yield f'<xsd:element name="{element}" type="wd:{kind}"/>'
    for kind in references(service.types):
        yield from _reference(kind)
    for each in service.types.values():
        yield f'<xsd:complexType name="{each.name}">'
        yield "  <xsd:sequence>"
        yield from _indented(4, (_element(member) for member in each.members))
        yield "  </xsd:sequence>"
        for name, simple in each.attributes.items():
            written = f'ref="wd:{VERSION}"' if name == VERSION else f'name="{name}" type="xsd:{simple}"'
            yield f"  <xsd:attribute {written}/>"
        yield "</xsd:complexType>"


def _reference(kind: str) -> Iterator[str]:
    """An object is referred to by any of its ids; an id has a kind."""
    yield f'<xsd:complexType name="{kind}ObjectIDType">'
    yield "  <xsd:simpleContent>"
    yield '    <xsd:extension base="xsd:string">'
    yield '      <xsd:attribute name="type" type="xsd:string" use="required"/>'
    yield "    </xsd:extension>"
    yield "  </xsd:simpleContent>"
    yield "</xsd:complexType>"
    yield f'<xsd:complexType name="{kind}ObjectType">'
    yield "  <xsd:sequence>"
    yield f'    <xsd:element name="ID" type="wd:{kind}ObjectIDType" minOccurs="0" maxOccurs="unbounded"/>'
    yield "  </xsd:sequence>"
    yield '  <xsd:attribute name="Descriptor" type="xsd:string"/>'
    yield "</xsd:complexType>"


def _element(member: Member) -> str:
    if member.type in SIMPLE:
        kind = f"xsd:{member.type}"
    elif member.type.startswith(REFERENCE):
        kind = f"wd:{member.type.removeprefix(REFERENCE)}ObjectType"
    else:
        kind = f"wd:{member.type}"
    many = ' maxOccurs="unbounded"' if member.many else ""
    return f'<xsd:element name="{member.name}" type="{kind}" minOccurs="{int(member.required)}"{many}/>'


def _messages(service: Service) -> Iterator[str]:
    for name, element in (*_parts(service.calls), *((f"{fault}Msg", fault) for fault in service.faults)):
        yield f'<wsdl:message name="{name}">'
        yield f'  <wsdl:part name="body" element="wd:{element}"/>'
        yield "</wsdl:message>"


def _parts(calls: Iterable[Call]) -> Iterator[tuple[str, str]]:
    for call in calls:
        yield f"{call.request}InputMsg", call.request
        yield f"{call.response}OutputMsg", call.response


def _port_type(service: Service) -> Iterator[str]:
    yield f'<wsdl:portType name="{service.name}Port">'
    for call in service.calls:
        yield f'  <wsdl:operation name="{call.name}">'
        yield f'    <wsdl:input name="{call.name}Input" message="wd-wsdl:{call.request}InputMsg"/>'
        yield f'    <wsdl:output name="{call.name}Output" message="wd-wsdl:{call.response}OutputMsg"/>'
        for fault in service.faults:
            yield f'    <wsdl:fault name="{fault}" message="wd-wsdl:{fault}Msg"/>'
        yield "  </wsdl:operation>"
    yield "</wsdl:portType>"


def _binding(service: Service) -> Iterator[str]:
    yield f'<wsdl:binding name="{service.name}Binding" type="wd-wsdl:{service.name}Port">'
    yield '  <soapbind:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>'
    for call in service.calls:
        yield f'  <wsdl:operation name="{call.name}">'
        yield '    <soapbind:operation style="document"/>'
        yield f'    <wsdl:input name="{call.name}Input"><soapbind:body use="literal"/></wsdl:input>'
        yield f'    <wsdl:output name="{call.name}Output"><soapbind:body use="literal"/></wsdl:output>'
        for fault in service.faults:
            yield f'    <wsdl:fault name="{fault}"><soapbind:fault name="{fault}" use="literal"/></wsdl:fault>'
        yield "  </wsdl:operation>"
    yield "</wsdl:binding>"


def _indented(by: int, lines: Iterable[str]) -> Iterator[str]:
    return (" " * by + line for line in lines)
