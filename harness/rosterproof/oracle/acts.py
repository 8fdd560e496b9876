"""What a connector did, in the words of our own contracts, whatever wire it did it on.

An exchange on another wire tells in its row of the journal what it meant: no deed, one or several. Here each deed
becomes a row of its own, as if it had been asked on our own wire; everything else stays as it was recorded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from rosterproof.evidence.record import Evidence, JournalRow
from rosterproof.oracle.answer import honest


def acts(evidence: Evidence) -> tuple[JournalRow, ...]:
    """The journal, with every exchange in our own words."""
    if not any("means" in row.data for row in evidence.journal):
        return evidence.journal
    return tuple(act for row in evidence.journal for act in _told(row))


def only_reads(row: JournalRow) -> bool:
    """Whether an exchange changes nothing: by what it means, as on some wires one reads with POST."""
    if "means" not in row.data:
        return bool(row.data["method"] == "GET")
    return str(row.data["operation"]).startswith(("get", "list"))


def _told(row: JournalRow) -> Iterator[JournalRow]:
    if not row.data.get("means"):
        yield row
        return
    for deed in row.data["means"]:
        yield replace(row, data={**row.data, **_worded(row, deed)})


def _worded(row: JournalRow, deed: Mapping[str, Any]) -> dict[str, Any]:
    """What of a row is in the words of its wire, in ours."""
    answer = deed.get("answer")
    return {
        "operation": deed["operation"],
        "request": {**row.data["request"], "body": deed.get("body")},
        "response": {"body": None if row.data.get("dropped") else answer},
        "honest": {"status": honest(row)[0], "body": answer},
        "about": deed.get("about", ()),
        "listed": deed.get("listed", ()),
    }
