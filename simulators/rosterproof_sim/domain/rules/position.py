"""Which profile held on a day, out of the versions that were known by then: the two times of a profile.

A version holds from the day on which the LMS was told. One that states a new first day of the position holds from that
day where it lies before: so a promotion told late is seen on the days that it was told for, by whoever asks afterwards.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rosterproof_sim.domain.rules.dates import day_in
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.obligations import Position


def position_on(versions: Sequence[User], day: date) -> Position | None:
    """Return the profile that held on a day: of those that hold from it or before, the one told last.

    Of somebody of whom nothing holds yet it is the first one. `versions` are those of one account, in order.
    """
    if not versions:
        return None
    since = held_from(versions)
    held = [place for place, first in enumerate(since) if first <= day]
    place = held[-1] if held else 0
    seen = versions[: place + 1]
    return Position(
        user=versions[place],
        since=since[place],
        told_at=versions[place].updated_at,
        title_since=_title_since(seen),
        absence_days=_absence(seen),
        leave_since=_leave_since(seen),
    )


def held_from(versions: Sequence[User]) -> list[date]:
    """Return the first day of each version."""
    first = versions[0]
    told = _told_on(first)
    found = [min(told, first.position_start_date or first.hire_date or told)]
    for before, after in pairwise(versions):
        told = _told_on(after)
        stated = after.position_start_date
        found.append(min(told, stated) if stated is not None and stated != before.position_start_date else told)
    return found


def _told_on(version: User) -> date:
    return day_in(version.time_zone, version.updated_at)


def _title_since(seen: Sequence[User]) -> date | None:
    for before, after in zip(reversed(seen[:-1]), reversed(seen), strict=False):
        if before.job_title != after.job_title:
            return _told_on(after)
    return None


def _absence(seen: Sequence[User]) -> int | None:
    """Return how many days the account was closed before it was last opened again."""
    closed: date | None = None
    days: int | None = None
    for before, after in pairwise(seen):
        if before.active and not after.active:
            closed = _told_on(after)
        elif closed is not None and after.active and not before.active:
            days = (_told_on(after) - closed).days
    return days


def _leave_since(seen: Sequence[User]) -> date | None:
    since: date | None = None
    for each in seen:
        if each.employment_status != "on_leave":
            since = None
        elif since is None:
            since = _told_on(each)
    return since
