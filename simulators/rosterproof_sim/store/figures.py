"""Figures over everybody, counted by the database: what expires, who takes a license, what became of enrollments."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    String,
    and_,
    bindparam,
    case,
    distinct,
    func,
    select,
    true,
)

from rosterproof_sim.domain.words.learning import LIVE, STANDING
from rosterproof_sim.store import tables
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.past import profiles

_USERS, _SESSIONS = tables.users, tables.sessions
_ENROLLMENTS, _COMPLETIONS, _CERTIFICATIONS = tables.enrollments, tables.completions, tables.certifications

Row = Mapping[str, Any]


def expiring(
    db: Connection, by: str, first: str, last: str, *, among: Collection[str] | None, where: Mapping[str, str]
) -> list[Row]:
    """Count certifications that stand, of open accounts, by month of the last valid day and by a heading."""
    c = _CERTIFICATIONS.c
    month = func.substr(c.expires_on, 1, 7, type_=String)
    heading = c.course if by == "course" else _USERS.c[by]
    query: Select[Any] = (
        select(
            month.label("month"),
            heading.label("key"),
            func.count().label("certifications"),
            func.count(distinct(c.user_id)).label("people"),
            func.sum(case((c.status == "renewal_due", 1), else_=0)).label("renewal_open"),
            func.min(c.expires_on, type_=c.expires_on.type).label("first_on"),
            func.max(c.expires_on, type_=c.expires_on.type).label("last_on"),
        )
        .join(_USERS, _USERS.c.user_id == c.user_id)
        .where(c.status.in_(STANDING), _USERS.c.active, month >= first, month <= last, _among(c.user_id, among))
        .group_by(month, heading)
        .order_by(month, heading)
    )
    for name, value in where.items():
        query = query.where((c.course if name == "course" else _USERS.c[name]) == value)
    return list(db.execute(query).mappings())


def license_changes(db: Connection, among: Collection[str] | None) -> list[Row]:
    """Count by month how often accounts were opened, opened again and closed, and how many were open at most."""
    before = func.lag(profiles.c.active).over(partition_by=profiles.c.user_id, order_by=profiles.c.version)
    told = (
        select(profiles.c.user_id, profiles.c.version, profiles.c.updated_at, profiles.c.active, before.label("before"))
        .where(_among(profiles.c.user_id, among))
        .subquery()
    )
    step = case(
        (and_(told.c.active, func.coalesce(told.c.before, 0) == 0), 1),
        (and_(told.c.active.is_(other=False), told.c.before == true()), -1),
        else_=0,
    )
    moved = select(told, step.label("step")).where(step != 0).subquery()
    running = func.sum(moved.c.step).over(order_by=(moved.c.updated_at, moved.c.user_id, moved.c.version))
    month = func.substr(moved.c.updated_at, 1, 7, type_=String)
    counted = select(moved, month.label("month"), running.label("running")).subquery()
    query = (
        select(
            counted.c.month,
            func.sum(case((and_(counted.c.step == 1, counted.c.before.is_(None)), 1), else_=0)).label("opened"),
            func.sum(case((and_(counted.c.step == 1, counted.c.before.is_not(None)), 1), else_=0)).label("reopened"),
            func.sum(case((counted.c.step == -1, 1), else_=0)).label("closed"),
            func.max(counted.c.running).label("peak"),
        )
        .group_by(counted.c.month)
        .order_by(counted.c.month)
    )
    return list(db.execute(query).mappings())


def licenses(db: Connection, since: datetime, among: Collection[str] | None) -> Row:
    """Count accounts as they are now; `since` says from when on somebody counts as having come."""
    came = select(_SESSIONS.c.user_id).where(_SESSIONS.c.opened_at >= since)
    query = select(
        func.count().filter(_USERS.c.active).label("in_use"),
        func.count().filter(_USERS.c.active.is_(other=False)).label("closed"),
        func.count().filter(_USERS.c.active, _USERS.c.user_id.in_(came)).label("signed_in_90_days"),
        func.count().filter(_USERS.c.active, _USERS.c.employment_status == "terminated").label("open_of_leavers"),
    ).where(_among(_USERS.c.user_id, among))
    return db.execute(query).mappings().one()


def outcomes(db: Connection, first: datetime, last: datetime, *, by: str, among: Collection[str] | None) -> list[Row]:
    """Count what became of the enrollments made in a time, by a field of the profile as it was when each was made."""
    e = _ENROLLMENTS.c
    then = (
        select(profiles.c[by])
        .where(profiles.c.user_id == e.user_id, profiles.c.updated_at <= e.assigned_at)
        .order_by(profiles.c.version.desc())
        .limit(1)
        .correlate(_ENROLLMENTS)
        .scalar_subquery()
    )
    c = _COMPLETIONS.c
    results = (
        select(
            c.enrollment_id,
            func.max(c.score).filter(c.result == "passed").label("score"),
            func.count().filter(c.result == "failed").label("failures"),
        )
        .group_by(c.enrollment_id)
        .subquery()
    )
    days = func.julianday(e.closed_at, type_=Float) - func.julianday(e.assigned_at, type_=Float)
    made = (
        select(
            then.label("key"),
            e.status,
            e.overdue,
            days.label("days"),
            results.c.score,
            func.coalesce(results.c.failures, 0).label("failures"),
        )
        .outerjoin_from(_ENROLLMENTS, results, results.c.enrollment_id == e.enrollment_id)
        .where(e.assigned_at >= first, e.assigned_at < last, _among(e.user_id, among))
        .subquery()
    )
    done, open_ = made.c.status == "completed", made.c.status.in_(LIVE)
    query = (
        select(
            made.c.key,
            func.count().label("enrolled"),
            func.count().filter(done).label("completed"),
            func.count().filter(done, made.c.overdue.is_(other=False)).label("on_time"),
            func.count().filter(done, made.c.failures == 0).label("first_try"),
            func.count().filter(open_).label("open"),
            func.count().filter(open_, made.c.overdue).label("overdue"),
            func.avg(made.c.days).filter(done).label("average_days"),
            func.avg(made.c.score).filter(done).label("average_score"),
        )
        .group_by(made.c.key)
        .order_by(made.c.key)
    )
    return list(db.execute(query).mappings())


def stayed(
    db: Connection,
    first: datetime,
    last: datetime,
    *,
    courses: Sequence[str],
    by: str | None,
    among: Collection[str] | None,
) -> list[Row]:
    """Count who had an open account by an instant, and by a later one: those who had passed a course, and the others.

    With `by`, apart for each value of a field of the profile as it was then.
    """
    before, after = _state(first), _state(last)
    passed = select(_COMPLETIONS.c.user_id).where(
        _COMPLETIONS.c.result == "passed", _COMPLETIONS.c.completed_at < first, _COMPLETIONS.c.course.in_(courses)
    )
    completed = before.c.user_id.in_(passed)
    heading = [before.c[by].label("key")] if by else []
    query = (
        select(
            *heading,
            completed.label("completed"),
            func.count().label("people"),
            func.count().filter(after.c.active).label("still_open"),
        )
        .join(after, after.c.user_id == before.c.user_id)
        .where(before.c.active, _among(before.c.user_id, among))
        .group_by(*([before.c[by]] if by else []), completed)
    )
    return list(db.execute(query).mappings())


def passed(db: Connection, courses: Sequence[str]) -> frozenset[str]:
    """Return the accounts that passed one of some courses."""
    query = (
        select(_COMPLETIONS.c.user_id)
        .where(_COMPLETIONS.c.result == "passed", _COMPLETIONS.c.course.in_(courses))
        .distinct()
    )
    return frozenset(db.execute(query).scalars())


def _state(instant: datetime) -> Any:
    """Return the profiles as they were at an instant."""
    place = func.row_number().over(partition_by=profiles.c.user_id, order_by=profiles.c.version.desc())
    ranked = select(profiles, place.label("place")).where(profiles.c.updated_at < instant).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery()


def _among(user_id: ColumnElement[str], among: Collection[str] | None) -> ColumnElement[bool]:
    """Narrow to some accounts: however many, they are one bound value."""
    if among is None:
        return true()
    listed = func.json_each(bindparam(None, json.dumps(sorted(among)), unique=True)).table_valued("value")
    return user_id.in_(select(listed.c.value))
