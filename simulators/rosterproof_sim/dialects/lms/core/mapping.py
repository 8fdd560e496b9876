"""Between the words of the LMS and this wire. The wire uses the words' own field names, so writing is one call."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rosterproof_sim.domain.words.calendar import instant_text, read_day
from rosterproof_sim.domain.words.learning import Session
from rosterproof_sim.domain.words.written import written

to_wire = written


def due_from_wire(body: Mapping[str, Any]) -> date | None:
    """Read the due date of `POST /v1/enrollments`."""
    due_on = body.get("due_on")
    return None if due_on is None else read_day(due_on)


def opened_session_to_wire(session: Session, token: str) -> dict[str, Any]:
    """Write a session that was just opened, with the token that stands for it from now on."""
    return {
        "session_id": session.session_id,
        "session_token": token,
        "user_id": session.user_id,
        "opened_at": instant_text(session.opened_at),
    }
