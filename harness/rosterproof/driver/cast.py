"""The people of a story in the world: their employee ids, and the changes and faults that name them.

Hires get the ids that the world would give them next, so that a fault about a hire can be armed before the connector
hears of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from rosterproof.evidence.record import LoggedChange
from rosterproof.scenario.model import ABSENT, TOP
from rosterproof.scenario.plan import Arm, PlannedStep, RecordChange


class Cast:
    """Alias to employee id, for everybody who is hired in a story."""

    def __init__(self, log: Iterable[LoggedChange], head: str | None, steps: Iterable[PlannedStep]) -> None:
        self._head = head
        last = max((int(logged.employee_id[1:]) for logged in log), default=0)
        hired = [s.action.person for s in steps if isinstance(s.action, RecordChange) and _hires(s.action)]
        self.ids: Mapping[str, str] = {alias: f"E{last + place:07}" for place, alias in enumerate(hired, start=1)}

    def change(self, action: RecordChange) -> dict[str, Any]:
        """The change as the control plane takes it."""
        change = {**action.change, "employee_id": self.ids[action.person]}
        if action.manager is not ABSENT:
            change["manager_id"] = self._manager(action.manager)
        return change

    def fault(self, action: Arm) -> dict[str, Any]:
        """The fault as the control plane takes it."""
        return {**action.fault, **({"mentions": self.ids[action.person]} if action.person else {})}

    def _manager(self, alias: Any) -> str | None:
        if alias is None:
            return None
        return self._head if alias == TOP else self.ids[alias]


def head_of(state: Mapping[str, Any]) -> str | None:
    """The head of a company: who is employed and reports to nobody."""
    heads = [
        e["employee_id"] for e in state["hris"]["employees"] if e["manager_id"] is None and e["status"] == "active"
    ]
    return min(heads, default=None)


def _hires(action: RecordChange) -> bool:
    return bool(action.change["kind"] == "hired")
