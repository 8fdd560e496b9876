"""What happened and what holds, at once or as soon as there is something to tell."""

from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.store.journal import JournalRow
from rosterproof_sim.web.house import House
from rosterproof_sim.web.waiting import await_quiet, await_rows

VIEWS = Views()


@VIEWS.view("readJournal")
def read_journal(asked: Asked[House]) -> Answer:
    """Show the journal from a position."""
    stage = asked.place.find(asked.path["world"]).stage
    query = asked.query
    rows = await_rows(stage, query["after"], query["limit"], kind=query.get("kind"), wait_ms=query["wait_ms"])
    last = rows[-1].sequence if rows else query["after"]
    more = stage.world.journal.last_sequence() > last if rows else False
    return ok({"data": [_row(each) for each in rows], "next_after": last, "has_more": more})


@VIEWS.view("awaitQuiescence")
def await_quiescence(asked: Asked[House]) -> Answer:
    """Answer as soon as nothing is due and nothing is under way."""
    stage = asked.place.find(asked.path["world"]).stage
    return ok(await_quiet(stage, silence_ms=asked.query["silence_ms"], wait_ms=asked.query["wait_ms"]))


@VIEWS.view("getState")
def get_state(asked: Asked[House]) -> Answer:
    """Show what both systems hold."""
    return ok(asked.place.find(asked.path["world"]).stage.world.state())


@VIEWS.view("listIssued")
def list_issued(asked: Asked[House]) -> Answer:
    """Show every secret that was given out while the world was in use."""
    hosted = asked.place.find(asked.path["world"])
    issued = []
    for system, tenant in hosted.tenants.items():
        name = system.upper()
        issued += [{"what": f"an access token for the {name}", "secret": each} for each in tenant.issued]
        for each in hosted.stage.world.outbox.subscriptions(system):
            secrets = (each.secret, *(old.secret for old in each.retired))
            issued += [{"what": f"the webhook secret of {each.subscription_id}", "secret": one} for one in secrets]
    return ok({"data": issued})


@VIEWS.view("listDefects")
def list_defects(asked: Asked[House]) -> Answer:
    """Show what was wrong in the company's data from the beginning."""
    world = asked.place.find(asked.path["world"]).stage.world
    return ok({"dirt": world.spec.data_quality, "data": [written(each) for each in world.hris.defects()]})


def _row(row: JournalRow) -> dict[str, Any]:
    return {
        "sequence": row.sequence,
        "kind": row.kind,
        "at": instant_text(row.at),
        "data": row.data,
        "hash": row.hash,
    }
