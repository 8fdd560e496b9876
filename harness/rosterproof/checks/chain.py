"""Is the journal the one that was recorded? Each row carries a hash over the row before and itself."""

import json
from collections.abc import Sequence
from datetime import UTC
from hashlib import sha256

from rosterproof.evidence.record import JournalRow

#: What stands before the first row.
_NOTHING = "0" * 64
#: The form in which rows are hashed.
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def first_altered(journal: Sequence[JournalRow]) -> int | None:
    """Sequence of the first row that is missing, out of place or not as it was recorded; None if all is well."""
    before = _NOTHING
    for place, row in enumerate(journal, start=1):
        at = row.at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
        content = {"sequence": row.sequence, "kind": row.kind, "at": at, "data": row.data}
        before = sha256((before + _CANONICAL.encode(content)).encode()).hexdigest()
        if row.sequence != place or row.hash != before:
            return place
    return None
