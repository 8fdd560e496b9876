"""The world's business time."""

from datetime import timedelta

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.words.calendar import instant_text, read_instant
from rosterproof_sim.web.house import House
from rosterproof_sim.world import ClockFace

VIEWS = Views()


@VIEWS.view("getClock")
def get_clock(asked: Asked[House]) -> Answer:
    """Show the world's time."""
    return _shown(asked.place.find(asked.path["world"]).stage.world.clock_face())


@VIEWS.view("setClock")
def set_clock(asked: Asked[House]) -> Answer:
    """Let the clock run, or stop it."""
    stage = asked.place.find(asked.path["world"]).stage
    return _shown(stage.run_clock(None if asked.body["mode"] == "stopped" else float(asked.body.get("scale", 1))))


@VIEWS.view("advanceClock")
def advance_clock(asked: Asked[House]) -> Answer:
    """Move the clock forward."""
    stage = asked.place.find(asked.path["world"]).stage
    body = asked.body
    return _shown(stage.advance(read_instant(body["to"]) if "to" in body else timedelta(seconds=int(body["seconds"]))))


def _shown(face: ClockFace) -> Answer:
    return ok(
        {
            "now": instant_text(face.now),
            "next_due": None if face.next_due is None else instant_text(face.next_due),
            "mode": "stopped" if face.scale is None else "running",
            "scale": face.scale,
        }
    )
