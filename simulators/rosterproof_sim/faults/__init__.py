"""What can go wrong on the wire on purpose: a file for each fault, a dataclass in it whose fields are its wire form.

A fault is a pure decision. It sees what is asked, or what was delivered, and says what to do about it; others do it.
How often it has fired is counted for each different thing, so that no decision depends on which thread came first.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from rosterproof_sim.faults.fault import Fault

_NOT_FAULTS = frozenset({"fault", "plan"})


@cache
def discover() -> Mapping[str, type[Fault]]:
    """Return the faults by kind. There is no list to edit: the file names them."""
    names = sorted(each.name for each in iter_modules(__path__) if each.name not in _NOT_FAULTS)
    return {name: import_module(f"{__name__}.{name}").FAULT for name in names}
