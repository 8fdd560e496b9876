"""M19 closes accounts when the last day is over where its server stands, which for many people is hours late."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rosterproof.reference.employment import entitled
from rosterproof.reference.mutants.mutant import Mutant
from rosterproof.reference.parts import Parts

#: West of everybody in the stories.
SERVER = ZoneInfo("Pacific/Honolulu")


def by_the_server(employee: Mapping[str, Any], policy: Mapping[str, Any], now: str) -> bool:
    """Whether the last day, where there is one, goes on where the server stands."""
    if employee["status"] == "terminated":
        today = datetime.fromisoformat(now).astimezone(SERVER).date().isoformat()
        return bool(today <= employee["last_day"])
    return entitled(employee, policy, now)


def change(parts: Parts) -> None:
    """Read every date here."""
    parts.entitled = by_the_server


MUTANT = Mutant(
    id="M19",
    title="reads the end of a day in the server's time zone",
    caught_by="account.none-unexpected",
    scenario="lifecycle/lc-28",
    also={
        "mapping/mp-18": "account.none-unexpected",
    },
    change=change,
)
