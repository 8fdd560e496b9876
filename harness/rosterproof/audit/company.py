"""Everything an audit reads of an HRIS, as it came over the wire."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Record = Mapping[str, Any]
CUSTOM = "custom."


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """People, code lists and fields."""

    employees: Sequence[Record]
    #: HRIS field -> the rows of the list that its codes stand on.
    lists: Mapping[str, Sequence[Record]]
    fields: Sequence[Record]
    #: The day it is in the HRIS, in UTC.
    today: date

    @property
    def present(self) -> Iterator[Record]:
        """Everyone who works there, or will: nobody needs a leaver's record to be mended."""
        return (each for each in self.employees if each["status"] not in ("terminated", "discarded"))


def value_of(record: Record, field: str) -> Any:
    """The value of a field, custom or not; None also for one that is not shown."""
    if field.startswith(CUSTOM):
        return record.get("custom", {}).get(field.removeprefix(CUSTOM))
    return record.get(field)


def one_space(text: str) -> str:
    """Text with no space around it, and single plain ones in it."""
    return " ".join(text.split())
