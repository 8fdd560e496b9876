"""The current records of people as they are stored, and which of their fields a fact changes."""

from functools import cache
from typing import Any

import orjson

from rosterproof_sim.population.biography import (
    CONVERTED,
    EMAIL_CHANGED,
    LEAVE_STARTED,
    LED_BY_ANOTHER,
    PROMOTED,
    RENAMED,
    RETURNED,
    TERMINATED,
    Biography,
)
from rosterproof_sim.population.minutes import Calendar
from rosterproof_sim.population.site import Site
from rosterproof_sim.store.bulk import EMPLOYEE, Row

_NEVER_SAID = {"employee_id", "updated_at", "version"}
_ALWAYS_THERE = {
    *("employee_number", "given_name", "family_name", "email", "status", "worker_type", "legal_entity", "title"),
    *("department", "location", "country", "time_zone", "original_hire_date", "hire_date", "jobs", "employments"),
}
_OF_A_FACT = {
    PROMOTED: ("title", "jobs"),
    LED_BY_ANOTHER: ("manager_id", "jobs"),
    CONVERTED: ("worker_type", "employments"),
    RENAMED: ("family_name",),
    EMAIL_CHANGED: ("email",),
    LEAVE_STARTED: ("status", "leave"),
    RETURNED: ("status", "leave"),
    TERMINATED: ("status", "last_day", "jobs", "employments"),
}


@cache
def fields_text(*names: str) -> str:
    """Return names of fields as the feed has them, in the order of the record."""
    return orjson.dumps([name for name in EMPLOYEE if name in names and name not in _NEVER_SAID]).decode()


@cache
def changed_by_hire(*, led: bool, filled: bool) -> str:
    """Return what a new record has: the head of the company has no manager, and custom fields may be empty."""
    filled_in = ["national_id", "custom"] if filled else []
    return fields_text(*_ALWAYS_THERE, *filled_in, *(["manager_id"] if led else []))


@cache
def changed_by(kind: int) -> str:
    """Return what a fact of a kind changes, where it is always the same."""
    return fields_text(*_OF_A_FACT[kind])


@cache
def changed_by_move(before: Site, after: Site, *, led_by_another: bool) -> str:
    """Return what a move from one site to another changes."""
    names = ["location", "jobs"]
    names += ["manager_id"] if led_by_another else []
    names += [name for name in ("country", "time_zone") if getattr(before, name) != getattr(after, name)]
    names += ["legal_entity", "employments"] if before.legal_entity != after.legal_entity else []
    return fields_text(*names)


def changed_by_rehire(*, led_by_another: bool) -> str:
    """Return what changes when somebody comes back to the same place."""
    back = ("status", "hire_date", "last_day", "jobs", "employments")
    return fields_text(*back, *(["manager_id"] if led_by_another else []))


def employee_row(
    life: Biography,
    identity: dict[str, Any],
    custom: str,
    calendar: Calendar,
    *,
    manager_id: str | None,
    updated_at: int,
) -> Row:
    """Return the record as the company's past leaves it: led by whom, and last changed in which minute.

    `identity` is what the person was hired as.
    """
    post = life.post
    site, department = post.site, post.career.department.code
    family, email = life.wed or (life.family, life.email)
    hire_date = original = calendar.day_text(life.hired)
    last_day = calendar.day_text(life.last) if life.last else None
    leave = None
    if life.leave is not None:
        first, back = life.leave
        leave = f'{{"from_":"{calendar.day_text(first)}","expected_return":"{calendar.day_text(back)}"}}'
    worker_type = "contractor" if life.contractor else "employee"
    # Codes are letters, digits and hyphens (their schemas say so), so that nothing in them needs to be escaped.
    led = "null" if manager_id is None else f'"{manager_id}"'
    last = "null" if last_day is None else f'"{last_day}"'
    terms = f'"worker_type":"{worker_type}","legal_entity":"{site.legal_entity}"}}'
    employments = f'{{"from_":"{hire_date}","to":{last},{terms}'
    job_id = 1
    if life.before is not None:
        job_id, original = 2, calendar.day_text(life.before[0])
        employments = f'{{"from_":"{original}","to":"{calendar.day_text(life.before[1])}",{terms},{employments}'
    job = (
        f'[{{"job_id":{job_id},"primary":true,"from_":"{hire_date}","title":"{post.title}",'
        f'"department":"{department}","location":"{site.code}","manager_id":{led}}}]'
    )
    return (
        identity["employee_id"],
        identity["employee_number"],
        life.given,
        family,
        email,
        identity.get("national_id"),
        "terminated" if last_day else "active" if leave is None else "on_leave",
        worker_type,
        site.legal_entity,
        post.title,
        department,
        site.code,
        site.country,
        site.time_zone,
        manager_id,
        original,
        hire_date,
        last_day,
        leave,
        job if last_day is None else "[]",
        f"[{employments}]",
        custom,
        calendar.instant_text(updated_at),
        2 + len(life.facts),
    )
