"""What an exchange really did: the honest answer, whatever a fault made of it on its way back."""

from collections.abc import Mapping
from typing import Any

from rosterproof.evidence.record import JournalRow


def honest(row: JournalRow) -> tuple[int, Any]:
    """Status and body of the answer that the system gave, also where the connector never saw it."""
    given = row.data.get("honest")
    if given:
        return given["status"], given["body"]
    return row.data["status"], (row.data.get("response") or {}).get("body")


def request_body(row: JournalRow) -> Mapping[str, Any]:
    """The request's body; empty where it had none or was no object."""
    body = (row.data.get("request") or {}).get("body")
    return body if isinstance(body, Mapping) else {}


def took_effect(row: JournalRow) -> bool:
    """Whether a connector's request was carried out, and not merely answered again from an earlier time."""
    return (
        row.kind == "exchange"
        and row.data["caller"] == "connector"
        and not row.data.get("replayed", False)
        and 200 <= honest(row)[0] < 300
    )
