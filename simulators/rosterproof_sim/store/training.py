"""What integrations write back to the HRIS: training records, and an overall status for each person."""

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.domain.words.people import Compliance, TrainingRecord
from rosterproof_sim.store import tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection

_RECORDS = tables.training_records
_COMPLIANCE = tables.compliance
_ALL = select(_RECORDS).order_by(_RECORDS.c.record_id)
_OF = _ALL.where(_RECORDS.c.employee_id == bindparam("whom"))
_ADD = insert(_RECORDS)
_PUT_RECORD = update(_RECORDS).where(_RECORDS.c.record_id == bindparam("which"))
_REMOVE = delete(_RECORDS).where(_RECORDS.c.record_id == bindparam("which"))
_STATUSES = select(_COMPLIANCE).order_by(_COMPLIANCE.c.employee_id)
_STATUS = _STATUSES.where(_COMPLIANCE.c.employee_id == bindparam("whom"))
_PUT = insert(_COMPLIANCE)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["employee_id"],
    set_={name: column for name, column in _PUT.excluded.items() if name != "employee_id"},
)


def add_record(db: Connection, record: TrainingRecord) -> None:
    """Append a training record."""
    db.execute(_ADD, row_of(record))


def put_record(db: Connection, record: TrainingRecord) -> None:
    """Replace a training record."""
    db.execute(_PUT_RECORD, {**row_of(record), "which": record.record_id})


def remove_record(db: Connection, record_id: str) -> None:
    """Drop a training record."""
    db.execute(_REMOVE, {"which": record_id})


def records_of(db: Connection, employee_id: str) -> list[TrainingRecord]:
    """Return the training records of a person, in the order written."""
    return [TrainingRecord(**row) for row in db.execute(_OF, {"whom": employee_id}).mappings()]


def all_records(db: Connection) -> list[TrainingRecord]:
    """Return every training record, in order of id."""
    return [TrainingRecord(**row) for row in db.execute(_ALL).mappings()]


def put_compliance(db: Connection, compliance: Compliance) -> None:
    """Make this the status of a person."""
    db.execute(_PUT, row_of(compliance))


def compliance_of(db: Connection, employee_id: str) -> Compliance | None:
    """Return the status last written for a person, if one was."""
    row = db.execute(_STATUS, {"whom": employee_id}).mappings().first()
    return None if row is None else Compliance(**row)


def all_compliance(db: Connection) -> list[Compliance]:
    """Return every status written, in order of employee."""
    return [Compliance(**row) for row in db.execute(_STATUSES).mappings()]
