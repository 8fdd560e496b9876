"""Licenses: each open account takes one. How many are in use now, and how many were, month by month."""

from datetime import date, timedelta

from rosterproof_sim.domain.rules.dates import months_after
from rosterproof_sim.domain.words.reports import LicenseMonth, LicenseUse
from rosterproof_sim.lms.reports.scope import Scope, ids
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import figures

_COMING = timedelta(days=90)


def license_use(tenant: Tenant, months: int, scope: Scope) -> LicenseUse:
    """Count accounts now and over so many months, the present one last."""
    now = tenant.clock.now()
    with tenant.store.transaction() as db:
        among = ids(db, scope)
        present = figures.licenses(db, now - _COMING, among)
        changes = {row["month"]: row for row in figures.license_changes(db, among)}
    opened = tenant.opened_at.date().replace(day=1)
    last = now.date().replace(day=1)
    open_ = 0
    found: list[LicenseMonth] = []
    month: date = min([opened, *(date.fromisoformat(f"{each}-01") for each in changes)])
    while month <= last:
        row = changes.get(f"{month:%Y-%m}")
        began = open_
        if row is not None:
            open_ += row["opened"] + row["reopened"] - row["closed"]
        found.append(
            LicenseMonth(
                month=f"{month:%Y-%m}",
                opened=row["opened"] if row is not None else 0,
                reopened=row["reopened"] if row is not None else 0,
                closed=row["closed"] if row is not None else 0,
                in_use_at_end=open_,
                peak=max(began, row["peak"]) if row is not None else began,
            )
        )
        month = months_after(month, 1)
    return LicenseUse(as_of=now, licenses=tenant.policy.licenses, **present, months=tuple(found[-months:]))
