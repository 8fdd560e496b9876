"""An XML document that somebody sent: parsed without entities, without anything it points to, and within bounds."""

import io
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from rosterproof_sim.content.refusal import refusal

DEEPEST = 64
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 64
LONGEST_VALUE = 64 * 1024

_BOM = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(slots=True)
class _Count:
    """How much of a document was read so far."""

    depth: int = 0
    elements: int = 0


def parse(name: str, content: bytes) -> Element:
    """Return the root of a document, or refuse it."""
    _refuse_encoding(name, content)
    count = _Count()
    root: Element | None = None
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                root = element if root is None else root
                count.depth += 1
                count.elements += 1
                _refuse_size(name, count, element)
            else:
                count.depth -= 1
                _refuse_length(name, element)
    except DefusedXmlException as no:
        what = f"it has a DTD or entities, which are not read ({type(no).__name__})"
        raise refusal("xml-entities", name, what) from None
    except ParseError as no:
        raise refusal("xml-malformed", name, f"it cannot be read as XML: {no}") from None
    except (ValueError, LookupError, RecursionError) as no:
        raise refusal("xml-malformed", name, f"it cannot be read as XML: {type(no).__name__}") from None
    if root is None:
        raise refusal("xml-malformed", name, "it is empty")
    return root


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def space(element: Element) -> str:
    """Return the namespace of an element; empty where it has none."""
    return str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""


def base(element: Element) -> str:
    """Return the xml:base of an element; empty where it has none."""
    return element.get(f"{_XML}base", "")


def _refuse_encoding(name: str, content: bytes) -> None:
    """UTF-8 only: a document that says something else may say something else to the next reader."""
    text = content.removeprefix(_BOM)
    declared = _DECLARED.match(text)
    if declared is not None and declared[1].lower() not in _ENCODINGS:
        what = f"it declares {declared[1].decode()}; write it in UTF-8"
        raise refusal("xml-encoding", name, what)
    try:
        text.decode()
    except UnicodeDecodeError as no:
        raise refusal("xml-encoding", name, f"byte {no.start} is not UTF-8; write it in UTF-8") from None
    if b"\0" in text:
        raise refusal("xml-encoding", name, "it holds a NUL; write it in UTF-8")


def _refuse_size(name: str, count: _Count, element: Element) -> None:
    if count.depth > DEEPEST:
        raise refusal("xml-too-large", name, f"its elements stand more than {DEEPEST} deep")
    if count.elements > MOST_ELEMENTS:
        raise refusal("xml-too-large", name, f"it has more than {MOST_ELEMENTS} elements")
    if len(element.attrib) > MOST_ATTRIBUTES:
        what = f"{local(element)[:64]} has {len(element.attrib)} attributes, more than {MOST_ATTRIBUTES}"
        raise refusal("xml-too-large", name, what)


def _refuse_length(name: str, element: Element) -> None:
    longest = max(len(each or "") for each in (element.text, element.tail, *element.attrib.values()))
    if longest > LONGEST_VALUE:
        what = f"a text in {local(element)[:64]} has more than {LONGEST_VALUE} characters"
        raise refusal("xml-too-large", name, what)
