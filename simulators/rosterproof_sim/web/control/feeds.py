"""The schedules by which the HRIS drops files."""

from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.domain.words.feeds import NewFeed
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.feeds.feeds import Feeds
from rosterproof_sim.web.house import House

VIEWS = Views()


@VIEWS.view("listFeedSchedules")
def list_feed_schedules(asked: Asked[House]) -> Answer:
    """Show the schedules."""
    return ok({"data": [written(each) for each in _feeds(asked).every()]})


@VIEWS.view("createFeedSchedule")
def create_feed_schedule(asked: Asked[House]) -> Answer:
    """Add a schedule."""
    body = asked.body
    hours = body.get("every_hours")
    new = NewFeed(
        kind=body["kind"],
        at=body.get("at"),
        time_zone=body.get("time_zone", "UTC"),
        every_hours=None if hours is None else int(hours),
        columns=tuple(body.get("columns", ())),
    )
    return created(written(_feeds(asked).add(new)))


@VIEWS.view("deleteFeedSchedule")
def delete_feed_schedule(asked: Asked[House]) -> Answer:
    """End a schedule."""
    _feeds(asked).remove(asked.path["feed_id"])
    return gone()


def _feeds(asked: Asked[House]) -> Feeds:
    return asked.place.find(asked.path["world"]).stage.world.feeds
