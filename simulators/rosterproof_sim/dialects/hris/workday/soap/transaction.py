"""The transaction log: which changes of a worker were entered when, and who is found by that."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from rosterproof_sim.dialects.hris.workday.soap.asking import Asking, ids_of
from rosterproof_sim.dialects.hris.workday.soap.company import WID, Company, Value
from rosterproof_sim.dialects.hris.workday.soap.fault import validation
from rosterproof_sim.domain.words.changes import ChangeKind, LoggedChange

#: What each change is as a business process. The names are the vendor's, which of them a tenant uses is its own affair.
_PROCESSES: Mapping[ChangeKind, str] = {
    "hired": "Hire Employee",
    "rehired": "Hire Employee",
    "promoted": "Promote Employee",
    "demoted": "Demote Employee",
    "transferred": "Transfer Employee",
    "converted": "Convert Contingent Worker",
    "renamed": "Legal Name Change",
    "email_changed": "Contact Information Event",
    "custom_fields_changed": "Edit Worker Additional Data Event",
    "job_added": "Add Additional Job",
    "job_ended": "End Additional Job",
    "primary_job_switched": "Switch Primary Job",
    "leave_started": "Request Leave of Absence",
    "returned": "Request Return from Leave of Absence",
    "terminated": "Terminate Employee",
    "start_moved": "Hire Employee",
    "hire_rescinded": "Hire Employee",
    "termination_rescinded": "Terminate Employee",
    "voided": "Correction",
}
_RESCINDING = frozenset({"hire_rescinded", "termination_rescinded", "voided"})
_CORRECTING = frozenset({"start_moved", "voided"})
_LOG = "Transaction_Log_Criteria_Data"


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Which entries are wanted: entered between two instants, effective between two, of some kinds."""

    updated: tuple[datetime, datetime] | None
    effective: tuple[datetime, datetime] | None
    processes: frozenset[str]

    def admits(self, entry: LoggedChange) -> bool:
        """Tell whether an entry is wanted."""
        kind = _PROCESSES[entry.change.kind]
        return (
            _within(self.updated, entry.recorded_at)
            and _within(self.effective, _effective(entry))
            and (not self.processes or kind in self.processes)
        )


def windows(company: Company, asking: Asking) -> list[Window]:
    """Read which entries are wanted; several criteria each add some."""
    return [_window(company, each, asking, number) for number, each in enumerate(asking.criteria.get(_LOG, ()), 1)]


def entries(
    company: Company, wanted: Sequence[Window], whom: Collection[str] | None = None
) -> Mapping[str, list[LoggedChange]]:
    """Return the entries that are wanted, by worker; of everybody, or of some alone."""
    since = None
    if wanted and all(each.updated is not None for each in wanted):
        since = min(each.updated[0] for each in wanted if each.updated is not None)
    found: dict[str, list[LoggedChange]] = {}
    for entry in company.hris.recorded(since=since, known_at=company.known_at, whom=whom):
        if not wanted or any(each.admits(entry) for each in wanted):
            found.setdefault(str(entry.change.employee_id), []).append(entry)
    return found


def logged(company: Company, entry: LoggedChange) -> Value:
    """Write an entry of the log."""
    process, key = _PROCESSES[entry.change.kind], str(entry.sequence)
    return {
        "Transaction_Log_Reference": {"ID": [{"@type": WID, "#": company.wid("Transaction_Log", key)}]},
        "Transaction_Log_Data": {
            "Transaction_Log_Description": process,
            "Transaction_Effective_Moment": _effective(entry),
            "Transaction_Entry_Moment": entry.recorded_at,
            "Transaction_Log_Type_Reference": company.refer("Transaction_Log_Type", "Business_Process_Type", process),
            "Is_Rescind_Or_Rescinded": entry.change.kind in _RESCINDING,
            "Is_Correction_Or_Corrected": entry.change.kind in _CORRECTING,
        },
    }


def _window(company: Company, said: Mapping[str, Any], asking: Asking, number: int) -> Window:
    where = asking.at("Request_Criteria", f"{_LOG}[{number}]")
    if said.get("Subscriber_Reference"):
        raise validation(
            "No integration system has a transaction log service here.", f"{where}/bsvc:Subscriber_Reference[1]"
        )
    given = said.get("Transaction_Date_Range_Data") or {}
    where += "/bsvc:Transaction_Date_Range_Data[1]"
    updated, effective = _span(given, "Updated", where), _span(given, "Effective", where)
    if updated is not None and updated[1] > company.now and not company.takes_future:
        raise validation("Updated_Through is in the future.", f"{where}/bsvc:Updated_Through[1]")
    kinds = (said.get("Transaction_Type_References") or {}).get("Transaction_Type_Reference", ())
    known = {company.wid("Transaction_Log_Type", each): each for each in _PROCESSES.values()}
    processes = {known.get(text, text) for each in kinds for _, text in ids_of(each)}
    return Window(updated=updated, effective=effective, processes=frozenset(processes))


def _span(given: Mapping[str, Any], name: str, where: str) -> tuple[datetime, datetime] | None:
    first, last = (given.get(f"{name}_{end}") for end in ("From", "Through"))
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise validation(f"{name}_From and {name}_Through are needed both, or neither.", where)
    span = datetime.fromisoformat(first), datetime.fromisoformat(last)
    if span[0] > span[1]:
        raise validation(f"{name}_From is after {name}_Through.", where)
    return span


def _within(span: tuple[datetime, datetime] | None, moment: datetime) -> bool:
    return span is None or span[0] <= moment <= span[1]


def _effective(entry: LoggedChange) -> datetime:
    return datetime.combine(entry.change.effective_on, time(), UTC)
