"""Between the words of the HRIS and this wire: ids, days, instants, and what employment is called."""

from datetime import UTC, date, datetime
from typing import Literal

from rosterproof_sim.domain.words.people import Employee
from rosterproof_sim.domain.words.refusals import Invalid

#: BambooHR writes "no date" as zeros, never as null.
NO_DATE = "0000-00-00"
TERMINATED = "Terminated"
ON_LEAVE = "Leave of Absence"
#: The list `employmentHistoryStatus` is the customer's own; these are in it.
WORKER_TYPES = {"employee": "Full-Time", "contractor": "Contractor"}
EMPLOYMENT_STATUSES = (*WORKER_TYPES.values(), ON_LEAVE, TERMINATED)


def id_to_wire(employee_id: str) -> str:
    """Write an employee id: a number in a text.

    >>> id_to_wire("E0000042")
    '42'
    """
    return str(int(employee_id[1:]))


def id_from_wire(text: str) -> str:
    """Read an employee id; what is none is nobody's.

    >>> id_from_wire("42")
    'E0000042'
    """
    return f"E{int(text):07d}" if text.isascii() and text.isdigit() and len(text) <= 7 else text


def date_to_wire(day: date | None) -> str:
    """Write a day.

    >>> date_to_wire(None)
    '0000-00-00'
    """
    return day.isoformat() if day else NO_DATE


def date_from_wire(name: str, text: object) -> date | None:
    """Read a day; zeros, nothing and an empty text are none."""
    if text in (None, "", NO_DATE):
        return None
    try:
        if isinstance(text, str) and len(text) == len(NO_DATE):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Invalid(name, f"{str(text)[:40]!r} is not a date like 2026-01-05")


def instant_to_wire(instant: datetime) -> str:
    """Write an instant as change feeds have it, in whole seconds.

    >>> instant_to_wire(datetime(2026, 3, 2, 9, tzinfo=UTC))
    '2026-03-02T09:00:00Z'
    """
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def instant_from_wire(name: str, text: str) -> datetime:
    """Read an instant. Clients write Z, +00:00 and +0000, and the plus may have become a space on its way.

    >>> instant_from_wire("since", "2026-01-01T00:00:00.000000 0000").isoformat()
    '2026-01-01T00:00:00+00:00'
    """
    try:
        found = datetime.fromisoformat(text.strip().replace(" ", "+").replace("++", "+"))
    except ValueError:
        raise Invalid(name, f"{text[:40]!r} is not an instant like 2026-01-05T09:00:00Z") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def status_to_wire(employee: Employee) -> Literal["Active", "Inactive"]:
    """Write whether data is kept about somebody; it is not the employment status."""
    return "Inactive" if employee.status in ("terminated", "discarded") else "Active"


def employment_status(employee: Employee) -> str:
    """Write the employment status, by the names of the customer's list."""
    if employee.status in ("terminated", "discarded"):
        return TERMINATED
    return ON_LEAVE if employee.status == "on_leave" else WORKER_TYPES[employee.worker_type]


def worker_type_from(status: str | None) -> Literal["employee", "contractor"]:
    """Read how somebody works from an employment status; whoever is no contractor is an employee."""
    return "contractor" if status == WORKER_TYPES["contractor"] else "employee"
