"""What the operations on paths, attestations and training done elsewhere of openapi/lms/core.yaml do."""

from functools import partial
from operator import attrgetter

from rosterproof_sim.dialect import Answer, Asked, Views, created, ok
from rosterproof_sim.dialects.lms.core.mapping import to_wire
from rosterproof_sim.domain.rules.reading import instant_from
from rosterproof_sim.web.callers import bearer
from rosterproof_sim.web.paging import page
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("listPaths")
def list_paths(asked: Asked[Tenant]) -> Answer:
    """Show every path."""
    return ok({"data": [to_wire(each) for each in asked.place.world.lms.paths()]})


@VIEWS.view("listPathProgress")
def list_path_progress(asked: Asked[Tenant]) -> Answer:
    """Show how far somebody has come on each path."""
    found = asked.place.world.lms.progress(asked.path["user_id"])
    return ok({"data": [to_wire(each) for each in found]})


@VIEWS.view("acknowledge")
def acknowledge(asked: Asked[Tenant]) -> Answer:
    """Let a learner acknowledge a policy."""
    body = asked.body
    token = bearer(asked.headers) or ""
    return created(to_wire(asked.place.world.lms.acknowledge(token, body["course"], body["version"])))


@VIEWS.view("listAttestations")
def list_attestations(asked: Asked[Tenant]) -> Answer:
    """Show what was acknowledged, a page at a time."""
    filters = {name: asked.query.get(name) for name in ("user_id", "course")}
    return page(asked, partial(asked.place.world.lms.attestations, **filters), attrgetter("completion_id"), to_wire)


@VIEWS.view("recordTraining")
def record_training(asked: Asked[Tenant]) -> Answer:
    """Record a training that was done elsewhere."""
    body = asked.body
    done = asked.place.world.lms.record_training(
        body["user_id"],
        body["course"],
        instant_from("completed_at", body["completed_at"]),
        score=body.get("score"),
        reference=body.get("reference"),
    )
    return created(to_wire(done))
