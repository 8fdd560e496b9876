"""What an unknown address was probably meant to be."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from rosterproof_sim.dialect.contract.operation import Operation


def nearest(method: str, path: str, operations: Iterable[Operation]) -> Operation:
    """Return the operation whose address is most like the one asked for; of two alike, the one with the method."""
    return max(operations, key=lambda each: (round(_likeness(path, each.path), 3), each.method == method))


def _likeness(path: str, template: str) -> float:
    """Compare segment by segment; a segment of the template that stands for a value is like any.

    >>> asked = "/v1/employes/E0000001"
    >>> _likeness(asked, "/v1/employees/{employee_id}") > _likeness(asked, "/v1/changes")
    True
    """
    asked, offered = path.strip("/").split("/"), template.strip("/").split("/")
    alike = sum(
        0.9 if there.startswith("{") else SequenceMatcher(None, here.lower(), there).ratio()
        for here, there in zip(asked, offered, strict=False)
    )
    return alike / max(len(asked), len(offered))
