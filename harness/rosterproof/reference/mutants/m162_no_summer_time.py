"""M162 knows the offset of each place, and not that it has another one in summer."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts


def all_winter(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Whether the last day, where there is one, goes on by the clock that the place has in January."""
    if employee["status"] != "terminated" or not employee["time_zone"]:
        return entitled(employee, policy, now)
    instant = datetime.fromisoformat(now)
    winter = instant.replace(month=1, day=15).astimezone(ZoneInfo(employee["time_zone"])).utcoffset()
    return bool(instant.astimezone(timezone(winter or timedelta())).date().isoformat() <= employee["last_day"])


def change(parts: Parts) -> None:
    """Stay in January."""
    parts.entitled = all_winter


MUTANT = Mutant(
    id="M162",
    title="knows no summer time",
    caught_by="account.none-unexpected",
    scenario="mapping/mp-19",
    change=change,
)
