"""What expires when."""

from datetime import date
from typing import Literal

from rosterproof_sim.domain.rules.dates import months_after
from rosterproof_sim.domain.words.reports import ForecastRow
from rosterproof_sim.lms.reports.scope import Scope, ids
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import figures

ForecastBy = Literal["course", "department", "location"]


def forecast(
    tenant: Tenant, by: ForecastBy, first: date | None, months: int, scope: Scope, **where: str | None
) -> list[ForecastRow]:
    """Count what stands today and ends in each of some months, from that of a day on."""
    begin = (first or tenant.clock.now().date()).replace(day=1)
    end = months_after(begin, months - 1)
    narrowed = {name: value for name, value in where.items() if value is not None}
    with tenant.store.transaction() as db:
        among = ids(db, scope)
        rows = figures.expiring(db, by, f"{begin:%Y-%m}", f"{end:%Y-%m}", among=among, where=narrowed)
    titles = {each.code: each.title for each in tenant.curriculum.catalog.courses}
    return [
        ForecastRow(label=(titles.get(row["key"], row["key"]) if by == "course" else row["key"]) or f"No {by}", **row)
        for row in rows
    ]
