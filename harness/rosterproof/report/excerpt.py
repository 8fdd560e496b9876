"""An exchange as a report shows it: what was asked, what was answered, and what a fault made of it."""

from dataclasses import dataclass
from typing import Any

import orjson

from rosterproof.evidence.record import JournalRow

#: Beyond this many characters of a body nobody reads on.
_LONGEST = 1600


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """One exchange."""

    number: int
    at: str
    system: str
    operation: str
    line: str
    status: str
    asked: str
    answered: str
    note: str


def excerpt(row: JournalRow) -> Excerpt:
    """Cut an exchange down to what fits a page."""
    data = row.data
    return Excerpt(
        number=data["exchange"],
        at=f"{row.at:%Y-%m-%d %H:%M:%S}",
        system=str(data["system"]).upper(),
        operation=data["operation"],
        line=f"{data['method']} {data['path']}",
        status="no answer" if data.get("dropped") else str(data["status"]),
        asked=_body((data.get("request") or {}).get("body")),
        answered=_body((data.get("response") or {}).get("body")),
        note=_note(data),
    )


def _body(body: Any) -> str:
    if body is None:
        return ""
    text = orjson.dumps(body, option=orjson.OPT_INDENT_2).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n… {len(text) - _LONGEST} characters more"


def _note(data: Any) -> str:
    if data.get("dropped"):
        return f"A fault dropped the answer after the work was done ({(data.get('honest') or {}).get('status')})."
    if data.get("honest"):
        return f"A fault altered the answer; the honest one was {data['honest']['status']}."
    if data.get("faults"):
        return "A fault answered in place of the system."
    return "Replayed from an earlier request with the same Idempotency-Key." if data.get("replayed") else ""
