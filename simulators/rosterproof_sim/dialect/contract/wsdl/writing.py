"""Messages written by the table: whatever a value says comes in the order of the table, and nothing else is said.

A value is a mapping from the names of elements to values, lists of them where there may be many; `@` begins the name of
an attribute, and `#` is a text that has attributes. What is None or an empty list is left out.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rosterproof_sim.dialect.contract.wsdl.grammar import written
from rosterproof_sim.dialect.contract.wsdl.table import ID, Service, Type, type_of

#: Where clients look for `wd:type`, they look for this prefix and not for its namespace.
PREFIX = "wd"
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTES = {**_MARKUP, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_MARK, _MARK_IN_ATTRIBUTES = (re.compile(f"[{''.join(marks)}]") for marks in (_MARKUP, _IN_ATTRIBUTES))


def message(service: Service, element: str, kind: str, value: Mapping[str, Any]) -> str:
    """Write one element of a service, with the namespace that it needs.

    Raises:
        KeyError: the value has something that is not in the table.
    """
    parts: list[str] = []
    _write(parts, service.types, element, kind, value)
    return "".join(parts).replace(
        f"<{PREFIX}:{element}", f'<{PREFIX}:{element} xmlns:{PREFIX}="{service.namespace}"', 1
    )


def text(value: Any) -> str:
    r"""Write a text so that it is read back as it is: a bare carriage return would be read as a line feed.

    >>> text("<b> & a\r\n")
    '&lt;b&gt; &amp; a&#13;\n'
    """
    return _MARK.sub(lambda mark: _MARKUP[mark[0]], written(value))


def _write(parts: list[str], types: Mapping[str, Type], element: str, kind: str, value: Any) -> None:
    found = type_of(types, kind)
    if found is None:
        parts.append(f"<{PREFIX}:{element}>{text(value)}</{PREFIX}:{element}>")
        return
    if found is not ID:
        _refuse_unknown(found, value)
    parts.append(f"<{PREFIX}:{element}{_attributes(found, value)}>")
    if found is ID:
        parts.append(text(value["#"]))
    for member in found.members:
        for each in _each(value.get(member.name)):
            _write(parts, types, member.name, member.type, each)
    parts.append(f"</{PREFIX}:{element}>")


def _attributes(found: Type, value: Mapping[str, Any]) -> str:
    given = ((name, value.get(f"@{name}")) for name in found.attributes)
    return "".join(f' {PREFIX}:{name}="{_quoted(told)}"' for name, told in given if told is not None)


def _quoted(value: Any) -> str:
    return _MARK_IN_ATTRIBUTES.sub(lambda mark: _IN_ATTRIBUTES[mark[0]], written(value))


def _each(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _refuse_unknown(found: Type, value: Mapping[str, Any]) -> None:
    known = {each.name for each in found.members} | {f"@{name}" for name in found.attributes}
    if unknown := value.keys() - known:
        raise KeyError(f"{found.name} has no {', '.join(sorted(unknown))}")
