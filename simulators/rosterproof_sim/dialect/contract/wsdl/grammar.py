"""The simple types, as XML Schema writes them."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DATE = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}")
_DATE_TIME = re.compile(
    rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(\.[0-9]{{1,9}})?({_ZONE})"
)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})")
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
#: What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def instant(text: str) -> datetime:
    """Read a dateTime; without a zone it is in UTC.

    >>> instant("2026-03-02T09:00:00.123-08:00").isoformat()
    '2026-03-02T17:00:00.123000+00:00'
    """
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    moment = datetime.fromisoformat(f"{found[1]}{(found[2] or '.0')[:7]:0<7}{found[3] or 'Z'}")
    return moment.astimezone(UTC)


def day(text: str) -> date:
    """Read a date; its zone says nothing of the day.

    >>> day("2020-01-02-08:00").isoformat()
    '2020-01-02'
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date.fromisoformat(found[1])


def _boolean(text: str) -> bool:
    return _BOOLEANS[text]


def _decimal(text: str) -> str:
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError(text)
    return text


#: Simple type -> how its texts are read, once white space around them is gone.
_READ: Mapping[str, Callable[[str], Any]] = {
    "boolean": _boolean,
    "date": day,
    "dateTime": instant,
    "decimal": _decimal,
}


def read(kind: str, text: str) -> Any:
    """Read a value: a truth value, a day and an instant as texts of ours, anything else as it stands.

    Raises:
        ValueError: it is none of its type.

    >>> read("boolean", " 1 "), read("date", "2020-01-02Z"), read("string", " a ")
    (True, '2020-01-02', ' a ')
    """
    if kind not in _READ:
        return text
    try:
        found = _READ[kind](text.strip(" \t\r\n"))
    except (KeyError, ValueError, OverflowError):
        raise ValueError(f"'{text[:40]}' is not a valid {kind}") from None
    return found.isoformat() if isinstance(found, date) else found


def written(value: Any) -> str:
    r"""Write a value. Truth is 1 or 0; what XML cannot carry is left out.

    >>> written(True), written(date(2026, 3, 2)), written(datetime(2026, 3, 2, 9, tzinfo=UTC)), written("a\x01b")
    ('1', '2026-03-02', '2026-03-02T09:00:00.000Z', 'ab')
    """
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return _UNWRITABLE.sub("", value.isoformat() if isinstance(value, date) else str(value))
