"""What this HRIS says in a webhook: which employee changed and how, and no more. The rest is for the asking."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rosterproof_sim.domain.words.calendar import instant_text


def employee_changed(event: str, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """Write the body of a message."""
    return {"type": event, "timestamp": instant_text(at), "data": dict(data)}
