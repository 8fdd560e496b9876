"""What this HRIS says in a webhook: which employee changed and how; the whole record where that was asked for."""

from datetime import datetime
from typing import Any

from rosterproof_sim.dialects.hris.core.mapping import to_wire
from rosterproof_sim.dialects.hris.core.sight import SENSITIVE
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import Notice, Payload


def employee_changed(notice: Notice, payload: Payload, at: datetime) -> dict[str, Any]:
    """Write the body of a message."""
    data = {**notice.data, "record": _public(to_wire(notice.record))} if payload == "full" else {**notice.data}
    return {"type": notice.event, "timestamp": instant_text(at), "data": data}


def _public(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is sensitive: whoever receives a webhook has proven no scope."""
    return {name: value for name, value in row.items() if name not in SENSITIVE}
