"""Workday's SOAP as a connector writes and reads it: envelopes with WS-Security, references, pages, faults."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

NAMESPACE = "urn:com.workday/bsvc"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
PLAIN = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"
NAMES = {"env": SOAP, "wd": NAMESPACE}
#: How faults would have been told by status codes, by what their code ends with.
STATUSES = {"authenticationError": 401, "validationError": 422}


def tag(name: str) -> str:
    """Name an element or an attribute in the vendor's namespace."""
    return f"{{{NAMESPACE}}}{name}"


def element(name: str, said: Any, attributes: Mapping[str, str] | None = None) -> Element:
    """Write what is said: a mapping in its own order, a list as several of one name; None is left out.

    >>> tostring(element("A", {"B": [1, 2], "C": None})).count(b"B>")
    4
    """
    made = Element(tag(name), {tag(key): value for key, value in (attributes or {}).items()})
    if isinstance(said, Mapping):
        for key, value in said.items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, Element):
                    made.append(each)
                elif each is not None:
                    made.append(element(key, each))
    elif isinstance(said, bool):
        made.text = "true" if said else "false"
    else:
        made.text = str(said)
    return made


def reference(name: str, kind: str, text: str) -> Element:
    """Refer to an object by one of its ids."""
    made = Element(tag(name))
    one = SubElement(made, tag("ID"), {tag("type"): kind})
    one.text = text
    return made


def envelope(said: Element, user: str, password: str) -> bytes:
    """Put it into an envelope that tells who asks."""
    root = Element(f"{{{SOAP}}}Envelope")
    security = SubElement(SubElement(root, f"{{{SOAP}}}Header"), f"{{{WSSE}}}Security")
    token = SubElement(security, f"{{{WSSE}}}UsernameToken")
    SubElement(token, f"{{{WSSE}}}Username").text = user
    SubElement(token, f"{{{WSSE}}}Password", Type=PLAIN).text = password
    SubElement(root, f"{{{SOAP}}}Body").append(said)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def opened(raw: bytes) -> Element | None:
    """What an envelope holds; None where this is none."""
    try:
        # The HRIS is trusted with everybody's data, and a connector has the standard library alone.
        body = fromstring(raw).find("env:Body", NAMES)  # noqa: S314
    except (ParseError, ValueError):
        return None
    return body[0] if body is not None and len(body) else None


def fault(said: Element | None) -> tuple[int, dict[str, str]] | None:
    """A fault, as a status code and a reason; None where it is none."""
    if said is None or said.tag != f"{{{SOAP}}}Fault":
        return None
    code = (said.findtext("faultcode") or "").rpartition(".")[2]
    return STATUSES.get(code, 500), {"detail": said.findtext("faultstring") or code}


def ids(node: Element | None, path: str) -> dict[str, str]:
    """The ids of what is referred to, by kind.

    >>> node = element("W", {"R": [reference("R", "WID", "a1")]})
    >>> ids(node, "wd:R"), ids(None, "wd:R")
    ({'WID': 'a1'}, {})
    """
    found = node.findall(f"{path}/wd:ID", NAMES) if node is not None else []
    return {each.get(tag("type"), ""): each.text or "" for each in found}


def text(node: Element | None, path: str) -> str | None:
    """A text within; None where it is not told."""
    return None if node is None else node.findtext(path, None, NAMES)


def true(node: Element | None, path: str) -> bool:
    """Whether something is told to be so."""
    return text(node, path) in ("1", "true")


def rows(response: Element, name: str) -> Iterator[Element]:
    """The objects on a page."""
    yield from response.findall(f"wd:Response_Data/wd:{name}", NAMES)
