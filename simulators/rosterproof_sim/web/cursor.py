"""Keyset cursors: where the page before ended, sealed so that a changed one, or one of another list, is refused."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from rosterproof_sim.domain.words.written import canonical
from rosterproof_sim.web.problem import Problem

_SEAL = 12
#: Parameters that may differ from page to page of one list.
_FREE = frozenset({"cursor", "limit", "fields"})


class Cursors:
    """The cursors of one list of one system: seal and open with the same filters."""

    def __init__(self, key: bytes, operation: str, query: Mapping[str, Any]) -> None:
        filters = {name: value for name, value in query.items() if name not in _FREE}
        self._list = f"{operation}\0{canonical(filters)}\0".encode()
        self._key = key

    def seal(self, last: str) -> str:
        """Make the cursor for what follows the last row of a page."""
        return base64.urlsafe_b64encode(self._mac(last.encode()) + last.encode()).decode().rstrip("=")

    def open(self, cursor: str | None) -> str | None:
        """Return the last row of the page before; None for the first page."""
        if cursor is None:
            return None
        try:
            sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
            last = sealed[_SEAL:].decode()
        except (UnicodeError, binascii.Error):
            raise _refused() from None
        # Base64 has spellings that decode alike; only the one that was given out is taken.
        if not hmac.compare_digest(self.seal(last).encode(), cursor.encode()):
            raise _refused()
        return last

    def _mac(self, last: bytes) -> bytes:
        return hmac.new(self._key, self._list + last, hashlib.sha256).digest()[:_SEAL]


def _refused() -> Problem:
    return Problem(
        400,
        "bad-cursor",
        "This cursor was not given out for this list with these filters. Begin again without a cursor, "
        "and pass each next_cursor on unchanged.",
    )
