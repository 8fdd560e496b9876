"""XML as BambooHR writes it where nobody asks for JSON, and as clients write it, often without a Content-Type."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MEDIA_TYPE = "text/xml"
#: XML 1.0 has no way to write these.
_UNWRITABLE = {number: None for number in range(32) if number not in (9, 10, 13)}


def fields_xml(parent: Element, values: Mapping[str, Any]) -> None:
    """Write named values: `<field id="firstName">Ana</field>`; empty where there is no value."""
    for name, value in values.items():
        field = SubElement(parent, "field", id=name)
        if value is not None:
            field.text = text_of(value)


def leaf(parent: Element, tag: str, text: Any, attributes: Mapping[str, Any] | None = None) -> Element:
    """Write one element with a text; attributes without a value are left out."""
    given = {name: text_of(value) for name, value in (attributes or {}).items() if value is not None}
    made = SubElement(parent, tag, given)
    made.text = None if text is None else text_of(text)
    return made


def rows_xml(rows: Iterable[Mapping[str, Any]]) -> Element:
    """Write rows of a table."""
    table = Element("table")
    for row in rows:
        values = dict(row)
        made = SubElement(table, "row", id=str(values.pop("id")), employeeId=str(values.pop("employeeId")))
        fields_xml(made, values)
    return table


def written(root: Element) -> str:
    """Return a document as text."""
    return '<?xml version="1.0"?>\n' + tostring(root, encoding="unicode")


def text_of(value: Any) -> str:
    r"""Write a value as text.

    >>> text_of(True), text_of(7), text_of("a\x00b")
    ('true', '7', 'ab')
    """
    return str(value).lower() if isinstance(value, bool) else str(value).translate(_UNWRITABLE)


def read(raw: bytes) -> dict[str, Any]:
    """Read an employee, a row or a report, into what the same in JSON would be.

    >>> read(b'<employee><field id="firstName">Ana</field><field id="lastName"/></employee>')
    {'firstName': 'Ana', 'lastName': None}
    >>> read(b'<report output="json"><title>All</title><fields><field id="id"/></fields></report>')
    {'title': 'All', 'fields': ['id']}
    """
    try:
        root = fromstring(raw.decode())
    except (ParseError, DefusedXmlException, UnicodeDecodeError):
        raise ValueError("Malformed XML") from None
    if root.tag != "report":
        return {each.get("id", ""): each.text for each in root.iter("field")}
    found: dict[str, Any] = {"title": root.findtext("title") or ""}
    found["fields"] = [each.get("id", "") for each in root.iterfind("fields/field")]
    changed = root.find("filters/lastChanged")
    if changed is not None:
        kept = {"value": changed.text or "", "includeNull": changed.get("includeNull", "no")}
        found["filters"] = {"lastChanged": kept}
    return found
