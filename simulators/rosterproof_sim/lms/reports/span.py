"""From a first day through a last one, in UTC: what reports over a time are asked for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rosterproof_sim.domain.rules.dates import days_after
from rosterproof_sim.domain.words.calendar import midnight
from rosterproof_sim.domain.words.refusals import Invalid
from rosterproof_sim.lms.tenant import Tenant

_YEAR = 365


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Both days count."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The instant at which it begins."""
        return midnight(self.first)

    @property
    def after_first(self) -> datetime:
        """The instant at which its first day is over."""
        return midnight(days_after(self.first, 1))

    @property
    def end(self) -> datetime:
        """The instant at which it is over."""
        return midnight(self.last) + timedelta(days=1)


def span(tenant: Tenant, first: date | None, last: date | None) -> Span:
    """Return the days asked for: by default the year up to today, as far as there was this LMS. Raises Invalid."""
    today = tenant.clock.now().date()
    until = last or today
    since = first or max(tenant.opened_at.date(), days_after(until, -_YEAR))
    if until > today:
        raise Invalid("to", f"{until} is after {today}, the present day of this LMS")
    if since > until:
        raise Invalid("from", f"{since} is after {until}, the last day asked for")
    return Span(first=since, last=until)
