"""The records that a cycle could not process, for people to see. What is mended, the next cycle does not name."""

from collections.abc import Iterable


class Complaints:
    """One entry for each system, record and field."""

    def __init__(self) -> None:
        self._standing: dict[tuple[str, str, str], str] = {}

    def add(self, system: str, record: str, field: str, reason: str) -> None:
        """Say what is wrong with a record."""
        self._standing[system, record, field] = reason

    def listed(self) -> Iterable[dict[str, str]]:
        """All of them, in a stable order."""
        return [
            {"system": system, "record": record, "field": field, "reason": reason}
            for (system, record, field), reason in sorted(self._standing.items())
        ]
