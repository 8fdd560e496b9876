"""Operations on the server and on whole worlds."""

from typing import Any

import rosterproof_sim
from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.dialect.contract.contract import contract
from rosterproof_sim.domain.rules.notation import spec_from
from rosterproof_sim.domain.words.calendar import instant_text
from rosterproof_sim.domain.words.company import WorldSpec
from rosterproof_sim.web.handbook import rendering
from rosterproof_sim.web.house import Hosting, House

VIEWS = Views()

_HOSTING = ("ports", "hris_port", "lms_port", "contract_mode")


@VIEWS.view("getHealth")
def get_health(asked: Asked[House]) -> Answer:
    """Say that the server is ready, and which run it is."""
    house = asked.place
    version = rosterproof_sim.__version__
    return ok({"status": "ready", "version": version, "run_id": house.run_id, "worlds": len(house.all())})


@VIEWS.view("getContract")
def get_contract(asked: Asked[House]) -> Answer:
    """Show the contract that is kept here."""
    del asked
    return Answer(body=contract("control.yaml").text, media_type="application/yaml")


@VIEWS.view("getDocs")
def get_docs(asked: Asked[House]) -> Answer:
    """Show the same contract as a page to read."""
    return rendering.answer(contract("control.yaml"), asked.root)


@VIEWS.view("listWorlds")
def list_worlds(asked: Asked[House]) -> Answer:
    """Show every world."""
    return ok({"data": [each.written() for each in asked.place.all()]})


@VIEWS.view("createWorld")
def create_world(asked: Asked[House]) -> Answer:
    """Make a world and serve it."""
    return created(asked.place.make(_spec(asked.body), _hosting(asked.body)).written())


@VIEWS.view("listMaking")
def list_making(asked: Asked[House]) -> Answer:
    """Show the worlds that are being made."""
    making = asked.place.making()
    return ok({"data": [{"name": name, "on_record": done, "people": people} for name, done, people in making]})


@VIEWS.view("getWorld")
def get_world(asked: Asked[House]) -> Answer:
    """Show one world."""
    return ok(asked.place.find(asked.path["world"]).written())


@VIEWS.view("deleteWorld")
def delete_world(asked: Asked[House]) -> Answer:
    """End a world."""
    asked.place.end(asked.path["world"])
    return gone()


@VIEWS.view("resetWorld")
def reset_world(asked: Asked[House]) -> Answer:
    """Put a world back to the moment it was made."""
    hosted = asked.place.find(asked.path["world"])
    hosted.stage.reset()
    return ok(hosted.written())


@VIEWS.view("forkWorld")
def fork_world(asked: Asked[House]) -> Answer:
    """Serve a copy of a world."""
    return created(asked.place.fork(asked.path["world"], asked.body["name"], _hosting(asked.body)).written())


@VIEWS.view("listSnapshots")
def list_snapshots(asked: Asked[House]) -> Answer:
    """Show the snapshots of a world."""
    kept = asked.place.find(asked.path["world"]).stage.world.snapshots()
    return ok({"data": [{"name": name, "taken_at": instant_text(at)} for name, at in kept]})


@VIEWS.view("takeSnapshot")
def take_snapshot(asked: Asked[House]) -> Answer:
    """Keep a world as it is."""
    name = asked.body["name"]
    at = asked.place.find(asked.path["world"]).stage.world.take_snapshot(name)
    return created({"name": name, "taken_at": instant_text(at)})


@VIEWS.view("restoreSnapshot")
def restore_snapshot(asked: Asked[House]) -> Answer:
    """Put a world back to a snapshot."""
    hosted = asked.place.find(asked.path["world"])
    hosted.stage.restore(asked.path["snapshot"])
    return ok(hosted.written())


def _spec(body: dict[str, Any]) -> WorldSpec:
    """Read what the world is made from. JSON's 20.0 is a whole number too."""
    made_from = {name: value for name, value in body.items() if name not in _HOSTING}
    return spec_from({**made_from, "seed": int(body["seed"]), "size": int(body["size"])})


def _hosting(body: dict[str, Any]) -> Hosting:
    return Hosting(
        ports=body.get("ports", "own"),
        hris_port=int(body.get("hris_port", 0)),
        lms_port=int(body.get("lms_port", 0)),
        mode=body.get("contract_mode", "audited"),
    )
