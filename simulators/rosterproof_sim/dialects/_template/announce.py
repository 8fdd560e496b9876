"""What this wire says in a webhook."""

from datetime import datetime
from typing import Any

from rosterproof_sim.dialects._template import mapping
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.notices import Notice, Payload


def employee_changed(notice: Notice, payload: Payload, at: datetime) -> dict[str, Any]:
    """Write the body of a message."""
    del payload
    employee = mapping.id_to_wire(notice.data["employee_id"])
    return {"type": notice.event, "timestamp": instant_text(at), "data": {"id": employee}}
