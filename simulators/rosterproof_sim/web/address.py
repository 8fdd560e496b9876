"""Where a request found us, as whoever asked would write it: the beginning of every absolute URL that is answered."""

import re
from collections.abc import Mapping
from urllib.parse import quote

_PLAIN = re.compile(r"[A-Za-z0-9./:\[\]_~-]*")


def root(scheme: str, prefix: str, headers: Mapping[str, str]) -> str:
    """Return the address of the root, without a slash at the end.

    It follows from the Host, from where the application is mounted, and from X-Forwarded-Proto where a proxy in front
    of us speaks TLS. Headers come under lower-case names.

    >>> root("http", "/w/acme/hris", {"host": "localhost:8080"})
    'http://localhost:8080/w/acme/hris'
    >>> root("http", "", {"host": "localhost:8080", "x-forwarded-proto": "https"})
    'https://localhost:8080'
    >>> root("http", "", {"host": "127.0.0.1:1'><b>", "x-forwarded-proto": "javascript"})
    'http://127.0.0.1:1%27%3E%3Cb%3E'
    """
    forwarded = headers.get("x-forwarded-proto", "")
    place = headers.get("host", "") + prefix
    if _PLAIN.fullmatch(place) is None:
        place = quote(place, safe="/:[]%")
    return f"{forwarded if forwarded in ('http', 'https') else scheme}://{place}"
