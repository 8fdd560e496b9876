"""The formats that contracts name, as both validators enforce them.

JSON Schema leaves formats to the validator, and every validator has its own idea of a date. Here is one idea for both.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from rosterproof_sim.domain.words.calendar import read_day, read_instant

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_EMAIL = re.compile(r'(?:"[^"\x00-\x1f\x7f]+"|[^\s"@\x00-\x1f\x7f]+)@[^\s"@\x00-\x1f\x7f]+')
_URI = re.compile(r"[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~%-]+")


def is_date(value: object) -> bool:
    """Whether a text is a real calendar day, written `2026-03-02`.

    >>> is_date("2026-02-28"), is_date("2026-02-29"), is_date("20260228")
    (True, False, False)
    """
    if not isinstance(value, str):
        return True
    return _DATE.fullmatch(value) is not None and _is_read(read_day, value)


def is_date_time(value: object) -> bool:
    """Whether a text is a real instant with its offset.

    >>> is_date_time("2026-03-02T09:00:00Z"), is_date_time("2026-03-02T09:00:00"), is_date_time("2026-03-02T24:00:00Z")
    (True, False, False)
    """
    if not isinstance(value, str):
        return True
    # 24:00 is midnight to newer Pythons and an error to older ones; here it is an error.
    return _DATE_TIME.fullmatch(value) is not None and value[11:13] != "24" and _is_read(read_instant, value)


def is_email(value: object) -> bool:
    r"""Whether a text is an address with one @ and nothing that ends a header line. A mailbox may have any name.

    >>> is_email("zoë+lms@bücher.example"), is_email('"a b"@x'), is_email("a@b@c"), is_email("a@b\nBcc: c@d")
    (True, True, False, False)
    """
    return not isinstance(value, str) or _EMAIL.fullmatch(value) is not None


def is_uri(value: object) -> bool:
    """Whether a text is an absolute URI without a user in it. Where it may lead is for others to judge.

    >>> is_uri("http://127.0.0.1:9000/hooks"), is_uri("http://ada@localhost/"), is_uri("//localhost/")
    (True, False, False)
    """
    if not isinstance(value, str):
        return True
    if _URI.fullmatch(value) is None:
        return False
    try:
        parts = urlsplit(value)
        absolute = bool(parts.scheme and parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return absolute and "@" not in parts.netloc


def _is_read(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


#: Format name -> whether a value has it. What is not a text has every format.
FORMATS: dict[str, Callable[[object], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "email": is_email,
    "uri": is_uri,
}
