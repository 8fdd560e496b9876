"""What each operation of openapi/hris/core.yaml does: read, do, answer."""

from collections.abc import Sequence
from functools import partial

from rosterproof_sim.dialect import Answer, Asked, Views, created, ok
from rosterproof_sim.dialects.hris.core import feeds
from rosterproof_sim.dialects.hris.core.mapping import (
    compliance_from_wire,
    time_from_wire,
    to_wire,
    training_record_from_wire,
)
from rosterproof_sim.dialects.hris.core.sight import Sight
from rosterproof_sim.domain.words.calendar import read_instant
from rosterproof_sim.domain.words.people import Code
from rosterproof_sim.web import access, subscriptions
from rosterproof_sim.web.conditional import refuse_stale, tagged
from rosterproof_sim.web.feed import changes
from rosterproof_sim.web.listing import listed, one
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views(access.VIEWS, feeds.VIEWS, subscriptions.VIEWS)


@VIEWS.view("listEmployees")
def list_employees(asked: Asked[Tenant]) -> Answer:
    """Show employees a page at a time."""
    query = asked.query
    since = query.get("updated_since")
    fetch = partial(
        asked.place.world.hris.employees,
        status=query.get("status"),
        department=query.get("department"),
        location=query.get("location"),
        updated_since=None if since is None else read_instant(since),
        **time_from_wire(query),
    )
    sight = Sight.of(asked)
    return listed(asked, sight.listing, fetch, sight.to_wire)


@VIEWS.view("getEmployee")
def get_employee(asked: Asked[Tenant]) -> Answer:
    """Show one employee, now or at another time."""
    employee = asked.place.world.hris.employee(asked.path["employee_id"], **time_from_wire(asked.query))
    sight = Sight.of(asked)
    return one(asked, sight.listing, sight.to_wire(employee))


@VIEWS.view("getJobHistory")
def get_job_history(asked: Asked[Tenant]) -> Answer:
    """Show the jobs held."""
    stretches = asked.place.world.hris.job_history(asked.path["employee_id"], **time_from_wire(asked.query))
    return ok({"data": [to_wire(each) for each in stretches]})


@VIEWS.view("listChanges")
def list_changes(asked: Asked[Tenant]) -> Answer:
    """Show the changes feed."""
    return changes(asked, asked.place.world.hris, "/v1/employees")


@VIEWS.view("listFields")
def list_fields(asked: Asked[Tenant]) -> Answer:
    """Show which fields an employee has, and which of them the asker may see."""
    return ok({"data": list(Sight.of(asked).told(asked.place.contract.document))})


@VIEWS.view("listJobTitles")
def list_job_titles(asked: Asked[Tenant]) -> Answer:
    """Show the job titles."""
    return _codes(asked.place.world.hris.code_lists().job_titles)


@VIEWS.view("listDepartments")
def list_departments(asked: Asked[Tenant]) -> Answer:
    """Show the departments."""
    return _codes(asked.place.world.hris.code_lists().departments)


@VIEWS.view("listLocations")
def list_locations(asked: Asked[Tenant]) -> Answer:
    """Show the locations."""
    return _codes(asked.place.world.hris.code_lists().locations)


@VIEWS.view("listLegalEntities")
def list_legal_entities(asked: Asked[Tenant]) -> Answer:
    """Show the legal entities."""
    return _codes(asked.place.world.hris.code_lists().legal_entities)


@VIEWS.view("listTrainingRecords")
def list_training_records(asked: Asked[Tenant]) -> Answer:
    """Show what was written back about a person's training."""
    records = asked.place.world.hris.training_records(asked.path["employee_id"])
    return ok({"data": [to_wire(each) for each in records]})


@VIEWS.view("createTrainingRecord")
def create_training_record(asked: Asked[Tenant]) -> Answer:
    """Write a completion back."""
    new = training_record_from_wire(asked.body)
    record = asked.place.world.hris.add_training_record(asked.path["employee_id"], new)
    return created(to_wire(record))


@VIEWS.view("getComplianceStatus")
def get_compliance_status(asked: Asked[Tenant]) -> Answer:
    """Show the compliance status last written back."""
    return ok(to_wire(asked.place.world.hris.compliance(asked.path["employee_id"])))


@VIEWS.view("putComplianceStatus")
def put_compliance_status(asked: Asked[Tenant]) -> Answer:
    """Write the compliance status back."""
    hris, whom = asked.place.world.hris, asked.path["employee_id"]
    new = compliance_from_wire(asked.body)
    refuse_stale(asked, lambda: to_wire(hris.compliance(whom)))
    return tagged(to_wire(hris.put_compliance(whom, new)))


def _codes(codes: Sequence[Code]) -> Answer:
    return ok({"data": [to_wire(each) for each in codes]})
