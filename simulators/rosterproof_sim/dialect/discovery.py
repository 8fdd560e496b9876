"""Which dialects there are: every folder under dialects/<system>/ that holds a DIALECT. There is no list to edit."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from rosterproof_sim.dialect import Dialect
from rosterproof_sim.domain.words.notices import System

# Named as text: dialects are made of what stands below them, so nothing below may import them.
_ROOM = "rosterproof_sim.dialects"


@cache
def discover(system: System) -> dict[str, Dialect]:
    """Return the dialects of a system by name. A folder whose name begins with `_` is not one."""
    folder = import_module(f"{_ROOM}.{system}")
    names = sorted(each.name for each in iter_modules(folder.__path__) if not each.name.startswith("_"))
    found = [import_module(f"{_ROOM}.{system}.{name}").DIALECT for name in names]
    return {dialect.name: dialect for dialect in found}
