"""The custom fields that a company has defined, and the dirt that its data came with."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from rosterproof_sim.domain.words.custom import CustomField
from rosterproof_sim.domain.words.quality import Defect
from rosterproof_sim.store import tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection

_FIELDS = tables.custom_fields
_DEFECTS = tables.defects
_READ = select(*(column for column in _FIELDS.c if column.name != "position")).order_by(_FIELDS.c.position)
_READ_DEFECTS = select(_DEFECTS).order_by(_DEFECTS.c.employee_id, _DEFECTS.c.field)


def define(db: Connection, fields: Sequence[CustomField], *, first: int) -> None:
    """Append fields, numbered from `first`."""
    rows = [{**row_of(field), "position": number} for number, field in enumerate(fields, start=first)]
    if rows:
        db.execute(insert(_FIELDS), rows)


def read(db: Connection) -> tuple[CustomField, ...]:
    """Return every field in the order defined."""
    return tuple(CustomField(**row) for row in db.execute(_READ).mappings())


def put_defects(db: Connection, defects: Sequence[Defect]) -> None:
    """Keep what is wrong."""
    if defects:
        db.execute(insert(_DEFECTS), [row_of(each) for each in defects])


def defects(db: Connection) -> list[Defect]:
    """Return what is wrong, in order of employee and field."""
    return [Defect(**row) for row in db.execute(_READ_DEFECTS).mappings()]
