"""What the HRIS record of somebody means under the customer's policy: an account or none, and for which job."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Record = Mapping[str, Any]

#: What a record says of the job that somebody is known by.
PLACE = ("title", "department", "location", "manager_id")


def entitled(employee: Record, policy: Record, now: str) -> bool:
    """Whether the person ought to have an open account at business time `now`.

    The status is the HRIS's to say, which knows when days begin where people work. Only the days before the first one
    are counted here.
    """
    if employee["worker_type"] == "contractor" and policy.get("contractor_scope", "all") == "none":
        return False
    match employee["status"]:
        case "active":
            return True
        case "on_leave":
            return bool(policy.get("leave_mode", "keep") != "suspend")
        case "pre_hire":
            early = policy.get("pre_hire_access_days", 0)
            opens = date.fromisoformat(employee["hire_date"]) - timedelta(days=early)
            return bool(early) and opens <= _today(employee, now)
    return False


def job(employee: Record, policy: Record) -> Record:
    """The record with the job that the account follows: the primary one, or the one held longest."""
    if policy.get("primary_job_rule", "flagged") == "flagged" or not employee["jobs"]:
        return employee
    oldest = min(employee["jobs"], key=lambda each: (each["from"], each["job_id"]))
    return {**employee, **{name: oldest[name] for name in PLACE}}


def known_before(employee: Record, everyone: list[Record]) -> str | None:
    """The employee id under which the HRIS has known the same national id before; None for most people."""
    mine = (employee["original_hire_date"], employee["employee_id"])
    earlier = [
        other["employee_id"]
        for other in everyone
        if employee["national_id"] is not None
        and other["national_id"] == employee["national_id"]
        and (other["original_hire_date"], other["employee_id"]) < mine
    ]
    return min(earlier, default=None)


def _today(employee: Record, now: str) -> date:
    return datetime.fromisoformat(now).astimezone(_zone(employee["time_zone"])).date()


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
