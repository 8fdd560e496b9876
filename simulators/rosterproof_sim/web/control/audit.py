"""An auditor's question, put to both systems at once: how was it with this person on that day?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.dialect.contract.violation import Violation
from rosterproof_sim.domain.rules.dates import days_after, midnight_in
from rosterproof_sim.domain.words.calendar import instant_text, read_day
from rosterproof_sim.domain.words.refusals import Invalid, NotFound
from rosterproof_sim.domain.words.written import value_written, written
from rosterproof_sim.web.house import House
from rosterproof_sim.web.problem import invalid
from rosterproof_sim.world import World

VIEWS = Views()

_EMPLOYEE = ("status", "title", "department", "location", "time_zone")


@VIEWS.view("auditPerson")
def audit_person(asked: Asked[House]) -> Answer:
    """Ask both systems about a person and a day, as it was known then and as it is known now."""
    world = asked.place.find(asked.path["world"]).stage.world
    employee_id, on = asked.path["employee_id"], read_day(asked.query["on"])
    with world.store.transaction():
        zone = world.hris.employee(employee_id).time_zone
        now = world.clock.now()
        over = midnight_in(zone, days_after(on, 1)) - timedelta(microseconds=1)
        if midnight_in(zone, on) > now:
            raise invalid([Violation(where="query.on", what=f"{on} has not begun where {employee_id} works")])
        answers = {"then": min(now, over), "now": now}
        return ok(
            {
                "employee_id": employee_id,
                "on": on.isoformat(),
                **{name: _told(world, employee_id, on, known_at) for name, known_at in answers.items()},
                "training_records": value_written(world.hris.training_records(employee_id)),
            }
        )


def _told(world: World, employee_id: str, on: date, known_at: datetime) -> dict[str, Any]:
    """What each system says of a day by what it knew at an instant; null where it knew nobody."""
    users = world.lms.users(external_id=employee_id)
    record = _known(lambda: written(world.hris.employee(employee_id, on, known_at)))
    said = _known(lambda: written(world.lms.reports.audit(users[0].user_id, on, known_at))) if users else None
    return {
        "known_at": instant_text(known_at),
        "hris": None if record is None else {name: record[name] for name in _EMPLOYEE},
        "lms": said,
    }


def _known(ask: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    try:
        return ask()
    except (NotFound, Invalid):
        return None
