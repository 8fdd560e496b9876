"""What each operation of the contract does: read, do, answer."""

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.dialect.meaning import employee_read
from rosterproof_sim.dialects._template import mapping
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()


@VIEWS.view("getEmployee")
def get_employee(asked: Asked[Tenant]) -> Answer:
    """Show one employee."""
    employee = asked.place.world.hris.employee(mapping.id_from_wire(asked.path["id"]))
    return ok(mapping.employee_to_wire(employee)).meaning(employee_read(employee))
