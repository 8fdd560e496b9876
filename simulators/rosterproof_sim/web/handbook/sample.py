"""Examples as they are written: for a reader, for a command line, for the body of a request."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

FORM = "application/x-www-form-urlencoded"


def pretty(media_type: str, value: Any) -> str:
    r"""Write an example as it goes over the wire, with room to read where the wire allows it.

    >>> pretty("application/json", {"name": "Zoë", "open": []})
    '{\n  "name": "Zoë",\n  "open": []\n}'
    >>> pretty(FORM, {"client_id": "a b", "scope": "all"})
    'client_id=a+b&scope=all'
    """
    if media_type == FORM and isinstance(value, Mapping):
        return urlencode(value)
    if isinstance(value, str) and not _is_json(media_type):
        return value
    return json.dumps(value, indent=2, ensure_ascii=False)


def compact(value: Any) -> str:
    """Write a value in one line.

    >>> compact({"a": [1, None]})
    '{"a": [1, null]}'
    """
    return json.dumps(value, ensure_ascii=False)


def word(value: Any) -> str:
    """Write a value as a parameter takes it; nothing where there is none.

    >>> word("E0000042"), word(True), word(50), word(None)
    ('E0000042', 'true', '50', '')
    """
    return "" if value is None else value if isinstance(value, str) else compact(value)


def filled(path: str, values: Mapping[str, str]) -> str:
    """Fill the parameters of a path.

    >>> filled("/v1/employees/{employee_id}", {"employee_id": "a/b"})
    '/v1/employees/a%2Fb'
    """
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path


def written(media_type: str, value: Any) -> str:
    """Write an example in as little room as it takes."""
    if _is_json(media_type):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return pretty(media_type, value)


def _is_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().endswith(("/json", "+json"))
