"""When the calendar next does something to somebody."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from rosterproof.oracle.day import begins
from rosterproof.oracle.learning import Account
from rosterproof.oracle.roster import Roster

_NEXT = timedelta(days=1)


def next_instant(account: Account, roster: Roster) -> datetime | None:
    """The first instant after now at which something falls due for somebody with an open or a closed account."""
    today = account.today(roster.now)
    day = min((day for day in (*conditions(account, roster), *_overdue(account)) if day > today), default=None)
    return None if day is None else begins(day, account.zone)


def conditions(account: Account, roster: Roster) -> Iterator[date]:
    """The days on which a condition of time changes, past ones too."""
    for (code, _), place in account.newest.items():
        held = account.certifications[place]
        if held.expires_on is not None and held.window_opens_on is not None:
            yield held.window_opens_on
            yield held.expires_on + _NEXT
            yield held.expires_on + timedelta(days=roster.catalog.courses[code].grace_days) + _NEXT
    if account.hired is not None:
        yield from (account.hired + timedelta(days=bound) for bound in roster.tenures)


def _overdue(account: Account) -> Iterator[date]:
    return (e.due_on + _NEXT for e in account.open_enrollments() if e.due_on is not None and not e.overdue)
