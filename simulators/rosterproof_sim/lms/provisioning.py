"""Accounts and groups as whoever provisions them asks: looked up, opened, changed and removed, with their members.

An LMS keeps learning records longer than accounts: one that is removed is closed, gives its username up, and is gone
from provisioning. What was learned in it stays where it was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.criteria import Compare, Criteria, Order
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.provisioning import Account, ManagedGroup, username_key
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.lms import accounts, groups, renewal
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import beside
from rosterproof_sim.store import groups as stored_groups
from rosterproof_sim.store.database import Connection


class Provisioning:
    """Raises Refused, NotFound or Invalid; nothing has changed then."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._store = tenant.store
        #: Encloses what may fail alone inside a longer transaction.
        self.attempt = tenant.store.attempt

    def accounts(
        self, criteria: Criteria | None = None, order: Order | None = None, offset: int = 0, limit: int | None = None
    ) -> list[Account]:
        """Return accounts that meet conditions on the fields of User or on `username_key`, in order, of id if none."""
        with self._store.transaction() as db:
            return beside.page(db, criteria, order, offset, limit)

    def count(self, criteria: Criteria | None = None) -> int:
        """Return how many accounts meet the conditions."""
        with self._store.transaction() as db:
            return beside.count(db, criteria)

    def account(self, user_id: str) -> Account:
        """Return one account, unless it was removed."""
        with self._store.transaction() as db:
            found = beside.find(db, user_id)
        if found is None:
            raise NotFound(f"user {user_id}")
        return found

    def called(self, external_ids: Sequence[str]) -> dict[str, User]:
        """Return the user of each external id: the oldest open account, or the oldest."""
        with self._store.transaction() as db:
            return beside.called(db, external_ids)

    def open(self, fields: Mapping[str, Any], kept: Mapping[str, Any], *, active: bool) -> Account:
        """Create an account. Refused("username-taken") where one differs in case alone, or "no-license-left"."""
        with self._store.transaction() as db:
            self._refuse_taken(db, fields["username"], None)
            user = accounts.create(self._tenant, fields, kept, active=active)
        return self.account(user.user_id)

    def change(
        self, user_id: str, fields: Mapping[str, Any], kept: Mapping[str, Any], *, active: bool, active_unsaid: bool
    ) -> Account:
        """Change the profile, what is kept beside it, and whether it is open. An open one is closed before it changes.

        One that is opened again changes first: the rules look at whoever comes back, and ought to see who that is now.
        """
        with self._store.transaction() as db:
            if "username" in fields:
                self._refuse_taken(db, fields["username"], user_id)
            if not active:
                accounts.deactivate(self._tenant, user_id)
            accounts.update(self._tenant, user_id, fields, (kept, active_unsaid))
            # Another time zone may have moved a midnight into the past.
            renewal.fall_due(self._tenant)
            if active:
                accounts.reactivate(self._tenant, user_id)
        return self.account(user_id)

    def remove(self, user_id: str) -> None:
        """Close an account for good: out of every group, its username free for somebody else, its records kept."""
        with self._store.transaction() as db:
            user = self.account(user_id).user
            for group in stored_groups.of_many(db, [user_id]).get(user_id, ()):
                groups.put_members(self._tenant, group, [], [user_id])
            accounts.deactivate(self._tenant, user_id, "removed by provisioning")
            accounts.give_name_up(self._tenant, user)
            beside.remove(db, user_id, self._tenant.clock.now())

    def groups(self) -> list[ManagedGroup]:
        """Return every group, in the order of the catalog and then as they were made."""
        with self._store.transaction() as db:
            own = stored_groups.own(db)
            return [self._managed(each.group, each.title, own) for each in self._tenant.curriculum.catalog.groups]

    def group(self, group: str) -> ManagedGroup:
        """Return one group."""
        found = next((each for each in self.groups() if each.group == group), None)
        if found is None:
            raise NotFound(f"group {group}")
        return found

    def members(self, group: str) -> list[User]:
        """Return who was put into a group, in order of id; not those whom only its audience means."""
        with self._store.transaction() as db:
            found = stored_groups.members(db, group)
            return [each.user for name in found if (each := beside.find(db, name)) is not None]

    def groups_of(self, user_ids: Sequence[str]) -> dict[str, list[str]]:
        """Return the groups into which each was put, by user id."""
        with self._store.transaction() as db:
            return stored_groups.of_many(db, user_ids)

    def make_group(self, title: str, external_id: str | None, members: Collection[str]) -> ManagedGroup:
        """Make a group that rules may name from now on. Raises NotFound where a member is no account."""
        with self._store.transaction() as db:
            now = self._tenant.clock.now()
            made = ManagedGroup(
                group=numbered("group", self._store.counters.next("group")),
                title=title,
                external_id=external_id,
                created_at=now,
                updated_at=now,
                version=1,
            )
            self._put(db, made, "group_made")
            self._put_members(made.group, members, ())
        return made

    def change_group(self, group: str, title: str, external_id: str | None, members: Collection[str]) -> ManagedGroup:
        """Rename a group, and have it have these members. Raises NotFound."""
        with self._store.transaction() as db:
            before = self.group(group)
            held = stored_groups.members(db, group)
            joining, leaving = set(members) - set(held), set(held) - set(members)
            after = replace(before, title=title, external_id=external_id)
            if after == before and not joining and not leaving:
                return before
            after = replace(after, updated_at=self._tenant.clock.now(), version=before.version + 1)
            self._put(db, after, "group_changed")
            self._put_members(group, sorted(joining), sorted(leaving))
        return after

    def remove_group(self, group: str) -> None:
        """Remove a group and its members from it. Refused("group-in-use") where a rule names it."""
        with self._store.transaction() as db:
            gone = self.group(group)
            if rules := groups.naming(self._tenant.curriculum.catalog.rules, group):
                detail = f"The assignment rules {', '.join(rules)} name the group {group}. Change them first."
                raise Refused("group-in-use", detail)
            self._put_members(group, (), stored_groups.members(db, group))
            self._put(db, gone, "group_removed", removed=True)

    def _put(self, db: Connection, group: ManagedGroup, fact: str, *, removed: bool = False) -> None:
        stored_groups.put(db, group, removed=removed)
        self._tenant.rulebook.forget()
        self._tenant.journal.append("learning", {"event": fact, "group": group.group, "title": group.title})

    def _put_members(self, group: str, joining: Collection[str], leaving: Collection[str]) -> None:
        for user_id in joining:
            self.account(user_id)
        groups.put_members(self._tenant, group, joining, leaving)

    def _managed(self, group: str, title: str, own: Mapping[str, tuple[ManagedGroup, bool]]) -> ManagedGroup:
        if group in own:
            return own[group][0]
        since = self._tenant.opened_at
        return ManagedGroup(group=group, title=title, external_id=None, created_at=since, updated_at=since, version=1)

    def _refuse_taken(self, db: Connection, username: str, by_other_than: str | None) -> None:
        wanted = Compare(field="username_key", operator="eq", value=username_key(username))
        holders = [each.user.user_id for each in beside.page(db, wanted, None, 0, 2)]
        taken = [each for each in holders if each != by_other_than]
        if taken:
            raise Refused("username-taken", f"The username {username!r} is taken by {taken[0]}.")
