"""What an unknown address was probably meant to be."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from rosterproof_sim.dialect.contract.operation import Operation


def nearest(method: str, path: str, operations: Iterable[Operation]) -> Operation:
    """Return the operation whose address is most like the one asked for; of two alike, the one with the method."""
    return max(operations, key=lambda each: (round(_likeness(path, each.path), 3), each.method == method))


def _likeness(path: str, template: str) -> float:
    """Lay the segments of both over each other as well as their order allows, and say how much of them fits.

    >>> asked = "/employes/E0000001"
    >>> _likeness(asked, "/v1/employees/{employee_id}") > _likeness(asked, "/v1/employees")
    True
    """
    asked, offered = path.strip("/").split("/"), template.strip("/").split("/")
    row = [0.0] * (len(offered) + 1)
    for here in asked:
        above, row = row, [0.0]
        for column, there in enumerate(offered):
            row.append(max(row[column], above[column + 1], above[column] + _alike(here, there)))
    return 2 * row[-1] / (len(asked) + len(offered))


def _alike(segment: str, offered: str) -> float:
    """A segment that stands for a value is a little like any."""
    return 0.7 if offered.startswith("{") else SequenceMatcher(None, segment.lower(), offered).ratio()
