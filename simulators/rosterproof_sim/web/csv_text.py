"""Rows as a CSV file for spreadsheets (RFC 4180): a header, CRLF, and no text that would be taken for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: What a spreadsheet takes for the begin of a formula, the wide forms too (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    r"""Write rows of plain JSON values under their columns.

    >>> csv_text(["name", "score"], [{"name": "=1+1, x", "score": -3}]).splitlines()
    ['name,score', '"\'=1+1, x",-3']
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """Write a value; numbers are no texts, and stay what they are."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case list():
            return _safe("; ".join(_part(each) for each in value))
    return _safe(str(value))


def _part(value: Any) -> str:
    """Write one of several values: of an object, what it says, in its order."""
    if isinstance(value, Mapping):
        return " ".join(str(each) for each in value.values() if each not in (None, ""))
    return str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
