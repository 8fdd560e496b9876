"""What people in the world do, and what goes wrong on purpose."""

from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, created, gone, ok
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.dialect.discovery import discover
from rosterproof_sim.domain.rules.notation import change_from, custom_field_from
from rosterproof_sim.domain.words.calendar import instant_text, read_day, read_instant
from rosterproof_sim.domain.words.written import written
from rosterproof_sim.faults.fault import Fault
from rosterproof_sim.faults.plan import Armed, Plan
from rosterproof_sim.web.house import Hosted, House
from rosterproof_sim.web.memory import fault_from, fault_written
from rosterproof_sim.web.paging import feed
from rosterproof_sim.web.problem import invalid
from rosterproof_sim.working_life import live
from rosterproof_sim.world import World

VIEWS = Views()


@VIEWS.view("listChangeLog")
def list_change_log(asked: Asked[House]) -> Answer:
    """Show the HR log."""
    return feed(asked, _world(asked).hris.log, written)


@VIEWS.view("recordChange")
def record_change(asked: Asked[House]) -> Answer:
    """Let HR record a change."""
    return created(written(_world(asked).hris.record(change_from(asked.body))))


@VIEWS.view("listCustomFields")
def list_custom_fields(asked: Asked[House]) -> Answer:
    """Show the custom fields of the company."""
    return ok({"data": [written(each) for each in _world(asked).hris.custom_fields().values()]})


@VIEWS.view("defineCustomField")
def define_custom_field(asked: Asked[House]) -> Answer:
    """Let HR add a custom field."""
    return created(written(_world(asked).hris.define_today(custom_field_from(asked.body))))


@VIEWS.view("liveOn")
def live_on(asked: Asked[House]) -> Answer:
    """Let the company live on for some days."""
    stage = asked.place.find(asked.path["world"]).stage
    seed = asked.body.get("seed")
    recorded = live(
        stage.world, int(asked.body["days"]), seed=None if seed is None else int(seed), advance=stage.advance
    )
    now = instant_text(stage.world.clock.now())
    return ok({"now": now, "changes": recorded.total(), "kinds": dict(sorted(recorded.items()))})


@VIEWS.view("actAsLearner")
def act_as_learner(asked: Asked[House]) -> Answer:
    """Let a learner start, pass or fail a course."""
    body = asked.body
    result = _world(asked).lms.act(body["external_id"], body["course"], body["action"], body.get("score"))
    return created(written(result))


@VIEWS.view("recordTrainingElsewhere")
def record_training_elsewhere(asked: Asked[House]) -> Answer:
    """Let an administrator of the LMS record a training that was done elsewhere."""
    body, world = asked.body, _world(asked)
    with world.store.transaction():
        user = world.lms.oldest_active(body["external_id"])
        made = world.lms.record_training(
            user.user_id,
            body["course"],
            read_instant(body["completed_at"]),
            score=body.get("score"),
            reference=body.get("reference"),
        )
    named = {"user_id": made.user_id, "enrollment_id": made.enrollment_id, "completion_id": made.completion_id}
    return created({**named, "at": instant_text(made.recorded_at)})


@VIEWS.view("enrollByHand")
def enroll_by_hand(asked: Asked[House]) -> Answer:
    """Let an administrator of the LMS enroll someone."""
    body, world = asked.body, _world(asked)
    due_on = body.get("due_on")
    with world.store.transaction():
        user = world.lms.oldest_active(body["external_id"])
        made = world.lms.enroll_by_hand(user.user_id, body["course"], None if due_on is None else read_day(due_on))
    return created({"user_id": made.user_id, "enrollment_id": made.enrollment_id, "at": instant_text(made.assigned_at)})


@VIEWS.view("listFaults")
def list_faults(asked: Asked[House]) -> Answer:
    """Show the faults armed."""
    stage = asked.place.find(asked.path["world"]).stage
    with stage.world.store.lock:
        plan = stage.memory.plan
    return ok({"data": [_armed(each, plan) for each in plan.armed]})


@VIEWS.view("armFault")
def arm_fault(asked: Asked[House]) -> Answer:
    """Arm a fault."""
    hosted = asked.place.find(asked.path["world"])
    fault = fault_from(asked.body)
    _refuse_idle(hosted, fault, asked.body)
    with hosted.stage.world.store.lock:
        armed = hosted.stage.memory.arm(fault)
        return created(_armed(armed, hosted.stage.memory.plan))


@VIEWS.view("clearFaults")
def clear_faults(asked: Asked[House]) -> Answer:
    """Disarm every fault."""
    stage = asked.place.find(asked.path["world"]).stage
    with stage.world.store.lock:
        stage.memory.clear()
    return gone()


def _world(asked: Asked[House]) -> World:
    return asked.place.find(asked.path["world"]).stage.world


def _armed(armed: Armed, plan: Plan) -> dict[str, Any]:
    return {"fault_id": armed.fault_id, **fault_written(armed.fault), "fired": plan.count(armed.fault_id)}


def _refuse_idle(hosted: Hosted, fault: Fault, body: dict[str, Any]) -> None:
    """Refuse a fault that can never fire: whoever armed it would wait for it in vain.

    It may be named as on this wire, or as on our own.
    """
    wires = hosted.tenants[fault.system].dialect.wires
    operations = {name for wire in wires for each in wire.load().operations() for name in wire.names(each)}
    events = {event for wire in (*wires, *discover(fault.system)["core"].wires) for event in wire.load().webhooks()}
    for name, known in (("operation", operations), ("event", events)):
        if name in body and body[name] not in known:
            what = f"the {fault.system.upper()} has none of this name; there are {', '.join(sorted(known))}"
            raise invalid([Violation(where=f"body.{name}", what=what)])
