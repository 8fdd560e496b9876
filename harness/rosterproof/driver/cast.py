"""The people of a story in the world: their employee ids, and the changes and faults that name them.

Hires get the ids that the world would give them next, so that a fault about a hire can be armed before the connector
hears of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rosterproof.evidence.record import LoggedChange
from rosterproof.scenario.absent import ABSENT, TOP
from rosterproof.scenario.plan import Arm, PlannedStep, RecordChange, Reshape


class Cast:
    """Alias to employee id, for everybody who is hired in a story."""

    def __init__(self, log: Iterable[LoggedChange], head: str | None, steps: Sequence[PlannedStep]) -> None:
        self._head = head
        # Who comes with a company taken over is given the next ids by the world, and so goes before the hires.
        taken = sum(_taken_over(step) for step in steps)
        last = max((int(logged.employee_id[1:]) for logged in log), default=0) + taken
        hired = [s.action.person for s in steps if isinstance(s.action, RecordChange) and _hires(s.action)]
        self.ids: Mapping[str, str] = {alias: f"E{last + place:07}" for place, alias in enumerate(hired, start=1)}
        #: The sequences under which the story's changes about single people were logged, in their order.
        self._sequences: list[int] = []

    def recorded(self, logged: LoggedChange) -> None:
        """Remember under which sequence a change was logged: another may take it back."""
        self._sequences.append(logged.sequence)

    def change(self, action: RecordChange) -> dict[str, Any]:
        """The change as the control plane takes it."""
        change = {**action.change, "employee_id": self.ids[action.person]}
        if action.voids is not None:
            change["voids"] = self._sequences[action.voids]
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


def _taken_over(step: PlannedStep) -> int:
    """How many people come with a company that a step takes over."""
    return step.action.body.get("size", 0) if isinstance(step.action, Reshape) else 0


def _hires(action: RecordChange) -> bool:
    return bool(action.change["kind"] == "hired")
