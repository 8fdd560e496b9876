"""Whose people a report may speak of: everybody's, or those in the line of one manager."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.store import accounts
from rosterproof_sim.store.database import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """`head` is the external id of the manager whose line is meant, with the manager's own account; None: everybody."""

    head: str | None = None


EVERYBODY = Scope()


def line(everybody: Iterable[User], scope: Scope) -> frozenset[str] | None:
    """Return the user ids of a manager and of all who report to that one, however far down; None for everybody."""
    if scope.head is None:
        return None
    called: defaultdict[str, set[str]] = defaultdict(set)
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for each in everybody:
        called[each.external_id].add(each.user_id)
        if each.manager_external_id is not None:
            reports[each.manager_external_id].add(each.external_id)
    # Somebody may name a manager who names somebody below as manager.
    seen, waiting = {scope.head}, [scope.head]
    while waiting:
        below = reports[waiting.pop()] - seen
        seen |= below
        waiting += below
    return frozenset(user_id for external_id in seen for user_id in called[external_id])


def ids(db: Connection, scope: Scope) -> frozenset[str] | None:
    """Return the user ids of a scope by the profiles as they are now; None for everybody."""
    if scope.head is None:
        return None
    return line(accounts.page(db, accounts.UserFilter(), after=None, limit=None), scope)
