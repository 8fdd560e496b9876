"""Employee feeds as a connector reads them: which there are, their files, and what is in one."""

from functools import partial

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.web.paging import feed
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("listFeeds")
def list_feeds(asked: Asked[Tenant]) -> Answer:
    """Show the feeds."""
    return ok({"data": [written(each) for each in asked.place.world.feeds.every()]})


@VIEWS.view("listFeedDrops")
def list_feed_drops(asked: Asked[Tenant]) -> Answer:
    """Show the files of a feed."""
    return feed(asked, partial(asked.place.world.feeds.drops, asked.path["feed_id"]), written)


@VIEWS.view("downloadFeedDrop")
def download_feed_drop(asked: Asked[Tenant]) -> Answer:
    """Show what is in a file."""
    content = asked.place.world.feeds.content(asked.path["feed_id"], asked.path["drop_id"])
    return Answer(body=content.decode(), media_type="text/csv")
