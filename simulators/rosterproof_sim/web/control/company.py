"""What HR does to many people at once, and to the lists that they refer to."""

from collections.abc import Sequence
from typing import Any, cast

from rosterproof_sim.dialect import Answer, Asked, Views, created, ok
from rosterproof_sim.domain.rules.notation import change_from
from rosterproof_sim.domain.words.calendar import read_day
from rosterproof_sim.domain.words.changes import LoggedChange
from rosterproof_sim.domain.words.people import Code, CodeList, Location
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.hris.organizing import Renumbering
from rosterproof_sim.web.house import House
from rosterproof_sim.world import World

VIEWS = Views()


@VIEWS.view("recordChanges")
def record_changes(asked: Asked[House]) -> Answer:
    """Let HR record several changes, all or none."""
    return _recorded(_world(asked).hris.record_all([change_from(each) for each in asked.body["changes"]]))


@VIEWS.view("restructure")
def restructure(asked: Asked[House]) -> Answer:
    """Renumber departments."""
    wanted = [
        Renumbering(old=each["from"], new=each["to"], name=each.get("name")) for each in asked.body["departments"]
    ]
    return _recorded(_world(asked).hris.restructure(wanted, read_day(asked.body["effective_on"])))


@VIEWS.view("acquire")
def acquire(asked: Asked[House]) -> Answer:
    """Take over another company."""
    body = asked.body
    entity = Code(code=body["legal_entity"], name=body["name"])
    return _recorded(_world(asked).acquire(entity, int(body["size"]), read_day(body["effective_on"])))


@VIEWS.view("putCode")
def put_code(asked: Asked[House]) -> Answer:
    """Add, rename or retire a code."""
    listed = cast(CodeList, asked.path["list"])
    code = _code(listed, {"code": asked.path["code"], **asked.body})
    _world(asked).hris.put_code(listed, code)
    return ok(written(code))


def _code(listed: CodeList, body: dict[str, Any]) -> Code:
    days: dict[str, Any] = {
        name: None if body.get(name) is None else read_day(body[name]) for name in ("valid_from", "valid_to")
    }
    placed = {name: body[name] for name in ("country", "time_zone") if name in body}
    if listed != "locations":
        for name in placed:
            raise Invalid(f"body.{name}", "is said of a location only")
        return Code(code=body["code"], name=body["name"], **days)
    for name in ("country", "time_zone"):
        if name not in placed:
            raise Invalid(f"body.{name}", "is required of a location")
    return Location(code=body["code"], name=body["name"], **days, **placed)


def _recorded(changes: Sequence[LoggedChange]) -> Answer:
    sequences = [each.sequence for each in changes]
    return created(
        {
            "recorded": len(sequences),
            "first_sequence": min(sequences, default=None),
            "last_sequence": max(sequences, default=None),
        }
    )


def _world(asked: Asked[House]) -> World:
    return asked.place.find(asked.path["world"]).stage.world
