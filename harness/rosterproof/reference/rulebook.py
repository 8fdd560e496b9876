"""What the LMS's assignment rules mean for one person, where the customer has the connector enroll. Pure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

Record = Mapping[str, Any]

#: Audience of a rule -> the profile field that it is about.
ABOUT = {
    "job_titles": "job_title",
    "departments": "department",
    "locations": "location",
    "countries": "country",
    "worker_types": "worker_type",
}
#: What else a rule may ask for, and this connector does not understand.
BEYOND = ("path", "per", "on_event", "minimum_holders")
#: How the reason of an enrollment begins that this connector made.
OURS = "rule "


def rules_of_today(rules: list[Record]) -> list[Record]:
    """The rules are asked for in every cycle: they change without any change in the HRIS."""
    return rules


def means(rule: Record, user: Record) -> bool:
    """Whom a rule means: every condition must hold, and those left out are left out."""
    return fulfills(rule["audience"], user) and not (rule.get("exclude") and fulfills(rule["exclude"], user))


def fulfills(conditions: Record, user: Record) -> bool:
    """Whether somebody fulfills every condition; no conditions are fulfilled by everyone."""
    return all(user[ABOUT[name]] in wanted for name, wanted in conditions.items())


def beyond(rule: Record) -> list[str]:
    """What of a rule is more than lists of values and days after the hire or the assignment.

    >>> beyond({"audience": {"groups": ["x"]}, "due": {"days": 7, "after": "hire"}})
    ['groups']
    """
    asks = {*rule["audience"], *(rule.get("exclude") or {})} - ABOUT.keys()
    due = rule["due"]
    simple = "on" in due or ("days" in due and "months" not in due and due["after"] in ("hire", "assignment"))
    return [*sorted(asks), *(name for name in BEYOND if rule.get(name)), *([] if simple else ["due"])]


def accepted(course: Record) -> list[str]:
    """The courses that do for this one as well."""
    return list(course.get("accepts", ()))


def met(held: list[Record], today: date) -> bool:
    """Whether what is held of a course, or of one that does for it, spares somebody the course today."""
    return any(each["window_opens_on"] is None or today.isoformat() < each["window_opens_on"] for each in held)


def due_on(due: Record, user: Record, today: date) -> str:
    """The last day to finish, for somebody who is assigned today.

    >>> due_on({"days": 7, "after": "hire"}, {"hire_date": "2026-03-02"}, date(2026, 3, 5))
    '2026-03-09'
    >>> due_on({"on": "2026-03-01"}, {"hire_date": None}, date(2026, 3, 5))
    '2026-03-05'
    """
    if "on" in due:
        return max(str(due["on"]), today.isoformat())
    begins = date.fromisoformat(user["hire_date"]) if due["after"] == "hire" and user["hire_date"] else today
    return (begins + timedelta(days=due["days"])).isoformat()


def deciding(dues: list[tuple[str, Record]]) -> tuple[str, Record]:
    """Of several rules that want a course the one decides that wants it first; there is one enrollment."""
    return min(dues, key=lambda due: due[0])


def not_before(due: str, required: list[str]) -> str:
    """What requires another course is due no earlier than that one."""
    return max([due, *required])


def day_of(user: Record, now: str) -> date:
    """The day it is where somebody works."""
    zone: tzinfo = ZoneInfo(user["time_zone"]) if user["time_zone"] else UTC
    return datetime.fromisoformat(now).astimezone(zone).date()


def why(rule: Record) -> Record:
    """The rule and its version go on record with the enrollment, for those who ask later."""
    version = rule.get("version", 1)
    return {"reason": f"{OURS}{rule['rule_id']} v{version}"}


def ours(enrollment: Record) -> bool:
    """Whether this connector made an enrollment. What an administrator decided is not the connector's to end."""
    return bool(enrollment["source"] == "manual" and enrollment["reason"].startswith(OURS))


def left(enrollment: Record, on_rule_exit: str) -> bool:
    """Whether what no rule wants any more ends: what was not begun, or all of it, or nothing, as the customer wants."""
    unstarted = enrollment["status"] == "assigned"
    return on_rule_exit == "withdraw_all" or (on_rule_exit == "withdraw_unstarted" and unstarted)
