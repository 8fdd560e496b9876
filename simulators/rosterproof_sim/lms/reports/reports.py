"""The reports of one LMS, as its use cases. How each is worked out stands in the modules beside this one."""

from collections.abc import Sequence
from datetime import date, datetime

from rosterproof_sim.domain.words.obligations import Clearance
from rosterproof_sim.domain.words.reports import (
    AuditDay,
    AuditStatement,
    ClearanceRow,
    DepartmentRow,
    ForecastRow,
    GateRow,
    Grouping,
    LicenseUse,
    PersonRow,
    Retention,
)
from rosterproof_sim.lms.reports import compliance, gates
from rosterproof_sim.lms.reports.audit import audit, audit_days
from rosterproof_sim.lms.reports.compliance import Dashboard, Wanted
from rosterproof_sim.lms.reports.departments import by_department
from rosterproof_sim.lms.reports.forecast import ForecastBy, forecast
from rosterproof_sim.lms.reports.license import license_use
from rosterproof_sim.lms.reports.retention import retention
from rosterproof_sim.lms.reports.roll import moment
from rosterproof_sim.lms.reports.scope import EVERYBODY, Scope
from rosterproof_sim.lms.reports.span import Span, span
from rosterproof_sim.lms.reports.teams import Teams, teams
from rosterproof_sim.lms.tenant import Tenant


class Reports:
    """They change nothing, and raise Invalid for what cannot be asked.

    `on` is a day, `known_at` the instant up to which what was recorded counts; null is now. `first` and `last` are days
    in UTC; null is the last year. A scope says whose people are meant.
    """

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    def audit(
        self, user_id: str, on: date | None = None, known_at: datetime | None = None, scope: Scope = EVERYBODY
    ) -> AuditStatement:
        """Say what was required of somebody on a day and how it stood. Raises NotFound, also outside the scope."""
        return audit(self._tenant, user_id, on, known_at, scope)

    def audit_days(
        self, user_id: str, first: date | None = None, last: date | None = None, scope: Scope = EVERYBODY
    ) -> list[AuditDay]:
        """Say how somebody stood on each of some days where the person works, on both times. Raises NotFound."""
        return audit_days(self._tenant, user_id, first, last, scope)

    def compliance(
        self, by: Grouping, wanted: Wanted | None = None, *, on: date | None = None, known_at: datetime | None = None
    ) -> Dashboard:
        """Count who was compliant under each heading."""
        return compliance.dashboard(self._tenant, moment(self._tenant, on, known_at), by, wanted or Wanted())

    def people(
        self, wanted: Wanted | None = None, *, on: date | None = None, known_at: datetime | None = None
    ) -> list[PersonRow]:
        """Return the people behind a dashboard, in order of user id."""
        return compliance.people(self._tenant, moment(self._tenant, on, known_at), wanted or Wanted())

    def gates(
        self, wanted: Wanted | None = None, *, on: date | None = None, known_at: datetime | None = None
    ) -> list[GateRow]:
        """Count who was cleared for gated work, for each course."""
        return gates.gates(self._tenant, moment(self._tenant, on, known_at), wanted or Wanted())

    def clearances(
        self,
        wanted: Wanted | None = None,
        clearance: Clearance | None = None,
        *,
        on: date | None = None,
        known_at: datetime | None = None,
    ) -> list[ClearanceRow]:
        """Return everybody at a gate, in order of user id."""
        return gates.clearances(self._tenant, moment(self._tenant, on, known_at), wanted or Wanted(), clearance)

    def forecast(
        self,
        by: ForecastBy = "course",
        first: date | None = None,
        months: int = 12,
        scope: Scope = EVERYBODY,
        **where: str | None,
    ) -> list[ForecastRow]:
        """Count what expires in each of some months; `where` names course, department or location."""
        return forecast(self._tenant, by, first, months, scope, **where)

    def license_use(self, months: int = 12, scope: Scope = EVERYBODY) -> LicenseUse:
        """Count the accounts in use, now and over some months."""
        return license_use(self._tenant, months, scope)

    def by_department(
        self, first: date | None = None, last: date | None = None, scope: Scope = EVERYBODY
    ) -> tuple[Span, list[DepartmentRow]]:
        """Say what became of the enrollments of a time, by department; and of which time that is."""
        over = span(self._tenant, first, last)
        return over, by_department(self._tenant, over, scope)

    def retention(
        self,
        courses: Sequence[str] = (),
        first: date | None = None,
        last: date | None = None,
        scope: Scope = EVERYBODY,
    ) -> Retention:
        """Compare how many stayed of those who completed a development course and of those who had not."""
        return retention(self._tenant, courses, span(self._tenant, first, last), scope)

    def teams(
        self,
        courses: Sequence[str] = (),
        least: int = 3,
        first: date | None = None,
        last: date | None = None,
        scope: Scope = EVERYBODY,
    ) -> Teams:
        """Say what strong teams share."""
        return teams(self._tenant, courses, least, span(self._tenant, first, last), scope)
