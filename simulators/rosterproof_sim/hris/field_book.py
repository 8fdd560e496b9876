"""Which custom fields a person's record has. Every change of one asks, so the list is kept in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rosterproof_sim.domain.rules.custom_value import check_fields, read_values
from rosterproof_sim.domain.words.changes import Change, CustomFieldsChanged, Hired
from rosterproof_sim.domain.words.custom import CustomField
from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import Refused
from rosterproof_sim.store import custom_fields
from rosterproof_sim.store.database import Connection, Store


class FieldBook:
    """The custom fields by id, as the database holds them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fields: Mapping[str, CustomField] | None = None
        store.keep(self)

    @property
    def fields(self) -> Mapping[str, CustomField]:
        """The fields by id, in the order defined."""
        if self._fields is None:
            with self._store.transaction() as db:
                self._fields = {each.field_id: each for each in custom_fields.read(db)}
        return self._fields

    def define(self, db: Connection, fields: Sequence[CustomField]) -> None:
        """Add fields; Invalid where one contradicts itself, Refused where there is one of its id."""
        check_fields(fields)
        for each in fields:
            if each.field_id in self.fields:
                raise Refused("field-exists", f"There is a custom field {each.field_id} already.")
        custom_fields.define(db, fields, first=len(self.fields) + 1)
        self.forget()

    def read(self, change: Change) -> Change:
        """Return a change with its custom values as their fields want them; Invalid where one does not fit."""
        if isinstance(change, Hired | CustomFieldsChanged):
            return replace(change, custom=read_values(change.custom, self.fields, hire=isinstance(change, Hired)))
        return change

    def public(self, employee: Employee) -> Employee:
        """Return a record as a webhook may carry it: nobody proves a scope there, so nothing sensitive is in it."""
        shown = {name: employee.custom.get(name) for name, field in self.fields.items() if not field.sensitive}
        return replace(employee, custom=shown)

    @property
    def waiting(self) -> int:
        """How much is not yet written: nothing ever is."""
        return 0

    def flush(self, db: Connection) -> None:
        """Write what is not yet written."""

    def forget(self) -> None:
        """Drop the copy: the database holds another list now."""
        self._fields = None
