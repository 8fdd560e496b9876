"""What this LMS says in a webhook: what happened to whom in which course; the whole record where that was asked for."""

from datetime import datetime
from typing import Any

from rosterproof_sim.dialects.lms.core.mapping import to_wire
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import Notice, Payload


def learning_happened(notice: Notice, payload: Payload, at: datetime) -> dict[str, Any]:
    """Write the body of a message."""
    data = {**notice.data, "record": to_wire(notice.record)} if payload == "full" else {**notice.data}
    return {"type": notice.event, "timestamp": instant_text(at), "data": data}
