"""Groups: who was put into them by hand. Whom their audience means is worked out where rules look."""

from collections.abc import Collection, Iterable

from rosterproof_sim.domain.words.catalog import Audience, Rule
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.refusals import NotFound
from rosterproof_sim.lms.assignment import look_at
from rosterproof_sim.lms.holders import fill_sites
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, rulebook
from rosterproof_sim.store.database import Connection


def join(tenant: Tenant, group: str, external_id: str) -> None:
    """Put a person's open accounts into a group. Raises NotFound."""
    with tenant.store.transaction() as db:
        users = _members(tenant, db, group, external_id)
        for user in users:
            rulebook.join(db, group, user.user_id)
        _changed(tenant, db, group, "group_joined", users)


def leave(tenant: Tenant, group: str, external_id: str) -> None:
    """Take a person's open accounts out of a group. Raises NotFound."""
    with tenant.store.transaction() as db:
        users = _members(tenant, db, group, external_id)
        for user in users:
            rulebook.leave(db, group, user.user_id)
        _changed(tenant, db, group, "group_left", users)


def put_members(tenant: Tenant, group: str, joining: Collection[str], leaving: Collection[str]) -> None:
    """Put accounts into a group and take others out, named by user id; the rules look at those that are open."""
    with tenant.store.transaction() as db:
        for user_ids, move, fact in (
            (joining, rulebook.join, "group_joined"),
            (leaving, rulebook.leave, "group_left"),
        ):
            users = [user for each in user_ids if (user := accounts.find(db, each)) is not None]
            for user in users:
                move(db, group, user.user_id)
            if users:
                _changed(tenant, db, group, fact, users)


def naming(rules: Iterable[Rule], group: str) -> list[str]:
    """Return the rules that ask for a group."""
    found = [(each.rule_id, [each.audience, *([each.exclude] if each.exclude else [])]) for each in rules]
    return [rule_id for rule_id, audiences in found if any(group in _asked_for(each) for each in audiences)]


def _asked_for(audience: Audience) -> set[str]:
    """Return the groups of an audience and of those inside it."""
    inner = (*audience.any_, *([audience.manager_of] if audience.manager_of is not None else []))
    return {*audience.groups, *(group for each in inner for group in _asked_for(each))}


def _members(tenant: Tenant, db: Connection, group: str, external_id: str) -> list[User]:
    if all(each.group != group for each in tenant.curriculum.catalog.groups):
        raise NotFound(f"group {group}")
    users = accounts.active_called(db, external_id)
    if not users:
        raise NotFound(f"open account of {external_id}")
    return users


def _changed(tenant: Tenant, db: Connection, group: str, fact: str, users: list[User]) -> None:
    for user in users:
        tenant.journal.append("learning", {"event": fact, "group": group, "user_id": user.user_id})
    look_at(tenant, db, users)
    fill_sites(tenant, db, {each.location for each in users})
