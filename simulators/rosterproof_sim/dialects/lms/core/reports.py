"""The reports: who is asking for whom, both times, and the answer as JSON or as a file for spreadsheets."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from rosterproof_sim.dialect import Answer, Asked, Views, ok
from rosterproof_sim.dialect.contract.violation import violation
from rosterproof_sim.dialects.lms.core import board
from rosterproof_sim.domain.words.calendar import read_day, read_instant
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.domain.words.reports import (
    AuditDay,
    ClearanceRow,
    ComplianceRow,
    DepartmentRow,
    ForecastRow,
    GateRow,
    LicenseMonth,
    ObligationRow,
    PersonRow,
    RetentionRow,
    TeamRow,
)
from rosterproof_sim.domain.words.written import value_written, written
from rosterproof_sim.lms.reports.compliance import Wanted
from rosterproof_sim.lms.reports.scope import EVERYBODY, Scope
from rosterproof_sim.web.callers import bearer, by_key, by_token
from rosterproof_sim.web.csv_text import csv_text
from rosterproof_sim.web.cursor import Cursors
from rosterproof_sim.web.problem import invalid
from rosterproof_sim.web.tenant import Tenant

VIEWS = Views()

_FILTERS = ("manager", "department", "location", "job_title", "external_id", "regulation", "course", "compliant")
ReportT = TypeVar("ReportT")
RowT = TypeVar("RowT")


@VIEWS.view("getReportsPage")
def get_reports_page(asked: Asked[Tenant]) -> Answer:
    """Show the page."""
    del asked
    return board.page()


@VIEWS.view("getComplianceReport")
def get_compliance_report(asked: Asked[Tenant]) -> Answer:
    """Show the compliance dashboard."""
    by, times = asked.query["group_by"], _times(asked)
    found = _told(lambda: asked.place.world.lms.reports.compliance(by, _wanted(asked), **times))
    if _is_csv(asked):
        return _file("compliance", ComplianceRow, found.rows)
    known_at = times["known_at"] or asked.place.world.clock.now()
    head = {"on": value_written(times["on"]), "known_at": value_written(known_at), "group_by": by}
    return ok({**head, "total": written(found.total), "data": [written(each) for each in found.rows]})


@VIEWS.view("listCompliancePeople")
def list_compliance_people(asked: Asked[Tenant]) -> Answer:
    """Show the people behind a dashboard."""
    found = _told(lambda: asked.place.world.lms.reports.people(_wanted(asked), **_times(asked)))
    return _page(asked, "people", PersonRow, found, lambda each: each.user_id)


@VIEWS.view("getAuditStatement")
def get_audit_statement(asked: Asked[Tenant]) -> Answer:
    """Show what was required of somebody on a day, and how it stood."""
    user_id = asked.path["user_id"]
    said = _told(lambda: asked.place.world.lms.reports.audit(user_id, **_times(asked), scope=_scope(asked)))
    if not _is_csv(asked):
        return ok(written(said))
    person = {name: value_written(getattr(said, name)) for name in ("user_id", "external_id", "on", "known_at")}
    rows = [{**person, **written(each)} for each in said.obligations]
    return _csv(f"audit-{user_id}-{said.on}", [*person, *_columns(ObligationRow)], rows)


@VIEWS.view("getAuditDays")
def get_audit_days(asked: Asked[Tenant]) -> Answer:
    """Show how somebody stood day by day."""
    user_id, first, last = asked.path["user_id"], _day(asked, "from"), _day(asked, "to")
    days = _told(lambda: asked.place.world.lms.reports.audit_days(user_id, first, last, _scope(asked)))
    if _is_csv(asked):
        return _file(f"audit-{user_id}-days", AuditDay, days)
    return ok({"data": [written(each) for each in days]})


@VIEWS.view("getCertificationForecast")
def get_certification_forecast(asked: Asked[Tenant]) -> Answer:
    """Show what expires when."""
    where = {name: asked.query.get(name) for name in ("course", "department", "location")}
    first = _day(asked, "from")
    rows = asked.place.world.lms.reports.forecast(
        asked.query["group_by"], first, asked.query["months"], _scope(asked), **where
    )
    if _is_csv(asked):
        return _file("certification-forecast", ForecastRow, rows)
    return ok({"data": [written(each) for each in rows]})


@VIEWS.view("getLicenseUse")
def get_license_use(asked: Asked[Tenant]) -> Answer:
    """Show the accounts in use."""
    use = asked.place.world.lms.reports.license_use(asked.query["months"], _scope(asked))
    return _file("license-use", LicenseMonth, use.months) if _is_csv(asked) else ok(written(use))


@VIEWS.view("getCompletionByDepartment")
def get_completion_by_department(asked: Asked[Tenant]) -> Answer:
    """Show what became of enrollments."""
    first, last = _day(asked, "from"), _day(asked, "to")
    over, rows = _told(lambda: asked.place.world.lms.reports.by_department(first, last, _scope(asked)))
    if _is_csv(asked):
        return _file("completion-by-department", DepartmentRow, rows)
    span = {"from": value_written(over.first), "to": value_written(over.last)}
    return ok({**span, "data": [written(each) for each in rows]})


@VIEWS.view("getRetention")
def get_retention(asked: Asked[Tenant]) -> Answer:
    """Show who stayed."""
    first, last = _day(asked, "from"), _day(asked, "to")
    found = _told(lambda: asked.place.world.lms.reports.retention(_courses(asked), first, last, _scope(asked)))
    return _file("retention", RetentionRow, found.rows) if _is_csv(asked) else ok(written(found))


@VIEWS.view("getTeamPatterns")
def get_team_patterns(asked: Asked[Tenant]) -> Answer:
    """Show what strong teams share."""
    first, last, least = _day(asked, "from"), _day(asked, "to"), asked.query["min_people"]
    found = _told(lambda: asked.place.world.lms.reports.teams(_courses(asked), least, first, last, _scope(asked)))
    return _file("teams", TeamRow, found.teams) if _is_csv(asked) else ok(written(found))


@VIEWS.view("getGateClearance")
def get_gate_clearance(asked: Asked[Tenant]) -> Answer:
    """Count who is cleared."""
    rows = _told(lambda: asked.place.world.lms.reports.gates(_wanted(asked), **_times(asked)))
    return _file("gate-clearance", GateRow, rows) if _is_csv(asked) else ok({"data": [written(each) for each in rows]})


@VIEWS.view("listGateClearance")
def list_gate_clearance(asked: Asked[Tenant]) -> Answer:
    """Show everybody at a gate."""
    clearance = asked.query.get("clearance")
    rows = _told(lambda: asked.place.world.lms.reports.clearances(_wanted(asked), clearance, **_times(asked)))
    place = {each.code: number for number, each in enumerate(asked.place.world.lms.courses())}
    return _page(
        asked,
        "gate-clearance-people",
        ClearanceRow,
        rows,
        lambda each: f"{each.user_id} {place[each.course]:05d} {each.instance}",
    )


def _scope(asked: Asked[Tenant]) -> Scope:
    """Return whose people the asker may see: whoever signed in as a learner sees the own line."""
    tenant = asked.place
    if by_token(tenant, asked) is not None or by_key(tenant, asked) is not None:
        return EVERYBODY
    session = tenant.world.lms.session(bearer(asked.headers) or "")
    return Scope(head=tenant.world.lms.user(session.user_id).external_id)


def _wanted(asked: Asked[Tenant]) -> Wanted:
    since = _day(asked, "hired_since")
    return Wanted(scope=_scope(asked), hired_since=since, **{name: asked.query.get(name) for name in _FILTERS})


def _times(asked: Asked[Tenant]) -> dict[str, Any]:
    known_at = asked.query.get("known_at")
    read: datetime | None = None if known_at is None else read_instant(known_at)
    return {"on": _day(asked, "on"), "known_at": read}


def _day(asked: Asked[Tenant], name: str) -> date | None:
    text = asked.query.get(name)
    return None if text is None else read_day(text)


def _courses(asked: Asked[Tenant]) -> list[str]:
    return [each for each in asked.query.get("courses", "").split(",") if each]


def _told(report: Callable[[], ReportT]) -> ReportT:
    """Make a report; what cannot be asked stands in the query here, and not in a body."""
    try:
        return report()
    except Invalid as no:
        raise invalid([violation("query", [no.where], no.what)]) from None


def _page(
    asked: Asked[Tenant], name: str, word: type[RowT], rows: Sequence[RowT], identify: Callable[[RowT], str]
) -> Answer:
    """Answer one page of rows that are in order of what identifies them, or all of them as a file."""
    if _is_csv(asked):
        return _file(name, word, rows)
    cursors = Cursors(asked.place.cursor_key, asked.operation, asked.query)
    after, limit = cursors.open(asked.query.get("cursor")), asked.query["limit"]
    left = [each for each in rows if after is None or identify(each) > after]
    following = cursors.seal(identify(left[limit - 1])) if len(left) > limit else None
    return ok({"data": [written(each) for each in left[:limit]], "next_cursor": following})


def _is_csv(asked: Asked[Tenant]) -> bool:
    return bool(asked.query["format"] == "csv")


def _file(name: str, word: type[Any], rows: Iterable[Any]) -> Answer:
    return _csv(name, _columns(word), [written(each) for each in rows])


def _csv(name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> Answer:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Answer(body=csv_text(columns, rows), media_type="text/csv", headers=headers)


def _columns(word: type[Any]) -> list[str]:
    return [each.name for each in fields(word)]
