"""The faults armed in a world, and how often each has fired. A value: arming and firing make a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rosterproof_sim.faults.fault import Effect, Fault, Moment, Thing


@dataclass(frozen=True, kw_only=True, slots=True)
class Armed:
    """A fault under its id."""

    fault_id: str
    fault: Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Firing:
    """A fault that strikes one thing."""

    fault_id: str
    fault: Fault
    thing: str
    effect: Effect


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """`fired` counts by fault and thing."""

    armed: tuple[Armed, ...] = ()
    fired: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def strike(self, moment: Moment, thing: Thing) -> Firing | None:
        """Return what strikes this thing now: the fault armed first among those that still may."""
        for each in self.armed:
            fault = each.fault
            if fault.moment != moment or fault.system != thing.system or not fault.concerns(thing):
                continue
            if self.fired.get((each.fault_id, thing.key), 0) < fault.times:
                return Firing(fault_id=each.fault_id, fault=fault, thing=thing.key, effect=fault.effect())
        return None

    def with_armed(self, armed: Armed) -> "Plan":
        """Return the plan with one fault more."""
        return replace(self, armed=(*self.armed, armed))

    def with_fired(self, fault_id: str, thing: str) -> "Plan":
        """Return the plan after a fault has struck a thing."""
        count = self.fired.get((fault_id, thing), 0) + 1
        return replace(self, fired={**self.fired, (fault_id, thing): count})

    def count(self, fault_id: str) -> int:
        """How often a fault has fired in all."""
        return sum(count for (each, _), count in self.fired.items() if each == fault_id)
