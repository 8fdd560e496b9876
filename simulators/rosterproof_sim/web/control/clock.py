"""The world's business time."""

from datetime import datetime, timedelta

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.words.calendar import instant_text, read_instant
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.web.house import House
from rosterproof_sim.world import World

VIEWS = Views()


@VIEWS.view("getClock")
def get_clock(asked: Asked[House]) -> Answer:
    """Show the world's time."""
    return _clock(asked.place.find(asked.path["world"]).stage.world)


@VIEWS.view("advanceClock")
def advance_clock(asked: Asked[House]) -> Answer:
    """Move the clock forward."""
    stage = asked.place.find(asked.path["world"]).stage
    with stage.world.store.lock:
        if "to" in asked.body:
            stage.advance(read_instant(asked.body["to"]))
        else:
            stage.advance(_after(stage.world, int(asked.body["seconds"])))
        return _clock(stage.world)


def _after(world: World, seconds: int) -> datetime:
    try:
        return world.clock.now() + timedelta(seconds=seconds)
    except OverflowError:
        raise Invalid("seconds", "leads beyond the last day of the calendar") from None


def _clock(world: World) -> Answer:
    with world.store.lock:
        due = world.next_due()
        return ok({"now": instant_text(world.clock.now()), "next_due": None if due is None else instant_text(due)})
