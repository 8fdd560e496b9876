"""Which dialects there are. There is no list to edit.

Every folder under dialects/<system>/ that holds a DIALECT is one, and so is every entry point of the group
`rosterproof.dialects` that an installed package brings: a vendor can ship its own.
"""

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from rosterproof_sim.dialect import Dialect
from rosterproof_sim.domain.words.notices import System

# Named as text: dialects are made of what stands below them, so nothing below may import them.
_ROOM = "rosterproof_sim.dialects"
#: Entry points of this group name a Dialect, whatever its system.
GROUP = "rosterproof.dialects"


class NameTaken(Exception):
    """Two dialects of one system have the same name, so nobody could say which is meant."""


@cache
def discover(system: System) -> dict[str, Dialect]:
    """Return the dialects of a system by name. A folder whose name begins with `_` is not one."""
    folder = import_module(f"{_ROOM}.{system}")
    names = sorted(each.name for each in iter_modules(folder.__path__) if not each.name.startswith("_"))
    found: list[Dialect] = [import_module(f"{_ROOM}.{system}.{name}").DIALECT for name in names]
    brought = [each.load() for each in sorted(entry_points(group=GROUP), key=lambda point: point.name)]
    found += [dialect for dialect in brought if dialect.system == system]
    by_name = {dialect.name: dialect for dialect in found}
    if len(by_name) < len(found):
        twice = sorted({each.name for each in found if by_name[each.name] is not each})
        raise NameTaken(f"two {system.upper()} dialects are called {', '.join(twice)}; rename the one you installed")
    return by_name
