"""What the HRIS itself does not take at present, because a fault of the story has it refuse.

Nobody can be blamed for what cannot be done; that it was tried, is said, and is done once it can be, may be asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from rosterproof.evidence.record import Evidence, JournalRow
from rosterproof.oracle.answer import request_body


class Refusals:
    """The training records that the HRIS refused, by the completion that they are about."""

    def __init__(self, evidence: Evidence, acts: Iterable[JournalRow]) -> None:
        self._evidence = evidence
        self._acts = acts

    def standing(self, completion_id: str, until: int) -> JournalRow | None:
        """The last try to write a completion, where the HRIS refused it and would refuse it still."""
        tries = [row for row in self._tries.get(completion_id, ()) if row.sequence <= until]
        # Each wire says no in its own way, SOAP by a 500; that it was a no is said by the fault that struck.
        if not tries or tries[-1].data["status"] < 400:
            return None
        last = tries[-1]
        faults = set(last.data["faults"])
        mended = any(last.sequence < row.sequence <= until for row in self._mendings)
        left = any(
            fault.kind == "refuse"
            and fault.fault_id in faults
            and sum(fault.fault_id in each.data["faults"] for each in tries) < fault.times
            for fault in self._evidence.faults
        )
        return last if left and not mended else None

    @cached_property
    def _tries(self) -> Mapping[str, list[JournalRow]]:
        found: dict[str, list[JournalRow]] = {}
        for row in self._writes():
            found.setdefault(str(request_body(row).get("source_id")), []).append(row)
        return found

    def _writes(self) -> Iterator[JournalRow]:
        return (row for row in self._acts if row.kind == "exchange" and row.data["operation"] == "createTrainingRecord")

    @cached_property
    def _mendings(self) -> list[JournalRow]:
        return [row for row in self._evidence.journal if row.kind == "fault" and row.data["event"] == "cleared"]
