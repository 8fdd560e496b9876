"""The records that could not be processed, for people to see. Standing: what is mended disappears."""

from collections.abc import Iterable


class Complaints:
    """What is wrong at present, one entry for each system, record and field."""

    def __init__(self) -> None:
        self._standing: dict[tuple[str, str, str], str] = {}

    def add(self, system: str, record: str, field: str, reason: str) -> None:
        """Say what is wrong with a record."""
        self._standing[system, record, field] = reason

    def clear(self) -> None:
        """Begin a cycle: whatever is still wrong will be said again."""
        self._standing.clear()

    def listed(self) -> Iterable[dict[str, str]]:
        """All of them, in a stable order."""
        return [
            {"system": system, "record": record, "field": field, "reason": reason}
            for (system, record, field), reason in sorted(self._standing.items())
        ]
