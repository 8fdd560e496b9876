"""Accounts: made, changed, closed and opened again. Each use case is one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rosterproof_sim.domain.rules.ids import numbered
from rosterproof_sim.domain.words.learning import User
from rosterproof_sim.domain.words.refusals import NotFound, Refused
from rosterproof_sim.lms.agenda import plan_tenure, replan
from rosterproof_sim.lms.assignment import close, look_at
from rosterproof_sim.lms.lateness import become_overdue
from rosterproof_sim.lms.noticing import look_around, notice, notice_newcomer
from rosterproof_sim.lms.profile import read_new, read_patch
from rosterproof_sim.lms.seats import release
from rosterproof_sim.lms.telling import tell_user
from rosterproof_sim.lms.tenant import Tenant
from rosterproof_sim.store import accounts, beside, learning, notes
from rosterproof_sim.store.database import Connection


def create(
    tenant: Tenant, fields: Mapping[str, Any], kept: Mapping[str, Any] | None = None, *, active: bool = True
) -> User:
    """Create an account. Refused("username-taken") where the username is, or "no-license-left".

    What is `kept` stands beside the profile, for who sent it. One that is made closed takes no license, and waits.
    """
    values = read_new(fields)
    with tenant.store.transaction() as db:
        if active:
            _refuse_unlicensed(tenant, db)
        if "username" in values:
            _refuse_taken(db, values["username"])
        number = tenant.store.counters.next("user")
        user_id = numbered("user", number)
        values.setdefault("username", _free_username(db, user_id.lower()))
        now = tenant.clock.now()
        user = User(**values, user_id=user_id, active=active, created_at=now, updated_at=now, version=1)
        accounts.add(db, user)
        beside.begin(db, user, kept or {})
        if not active:
            notes.note(db, user_id, closed_on=tenant.today(user))
        tell_user(tenant, "user_created", user)
        notice_newcomer(tenant, db, user)
        plan_tenure(tenant, db, user)
        look_at(tenant, db, [user], new=True)
        look_around(tenant, db, [user])
        return user


def update(
    tenant: Tenant, user_id: str, fields: Mapping[str, Any], kept: tuple[Mapping[str, Any], bool] | None = None
) -> User:
    """Change a profile, and what is kept beside it. What is as it was already is no change, and not recorded as one."""
    values = read_patch(fields)
    with tenant.store.transaction() as db:
        user = find(db, user_id)
        if "custom" in values:
            values["custom"] = {k: v for k, v in {**user.custom, **values["custom"]}.items() if v is not None}
        changed = {name: value for name, value in values.items() if not _same(getattr(user, name), value)}
        if "username" in changed:
            _refuse_taken(db, changed["username"])
        if "username" in changed:
            beside.rename(db, user_id, changed["username"])
        if kept is not None and kept != beside.of(db, user_id):
            beside.keep(db, user_id, kept[0], active_unsaid=kept[1])
            # Whoever reads it has to see that something is new.
            user = user if changed else _put(tenant, db, user, "user_updated", {})
        if changed:
            before, user = user, _put(tenant, db, user, "user_updated", changed)
            notice(tenant, db, before, user)
            if changed.keys() & {"hire_date", "time_zone"}:
                replan(tenant, db, user)
        look_at(tenant, db, [user])
        if changed:
            look_around(tenant, db, [before, user])
        return user


def edit_by_hand(tenant: Tenant, external_id: str, fields: Mapping[str, Any]) -> User:
    """Let an administrator change the profile of the account in which a person acts. Refused("no-account")."""
    with tenant.store.transaction() as db:
        user = accounts.oldest_active(db, external_id)
        if user is None:
            raise Refused("no-account", f"{external_id!r} has no active account.")
        fact = {"event": "profile_edited", "user_id": user.user_id, "fields": dict(fields)}
        tenant.journal.append("learning", fact)
        return update(tenant, user.user_id, fields)


def deactivate(tenant: Tenant, user_id: str, reason: str | None = None) -> User:
    """Close an account: open sessions end, open enrollments as the policy says. A closed one stays as it is.

    The reason, if one is given, is kept for those who ask later.
    """
    with tenant.store.transaction() as db:
        user = find(db, user_id)
        if not user.active:
            return user
        user = _put(tenant, db, user, "user_deactivated", {"active": False}, because=reason)
        notes.note(db, user_id, closed_on=tenant.today(user), closed_because=reason)
        accounts.end_sessions(db, user_id, tenant.clock.now(), "deactivation")
        _close_work(tenant, db, user_id)
        look_around(tenant, db, [user])
        return user


def reactivate(tenant: Tenant, user_id: str) -> User:
    """Open an account again, with its history. An open one stays as it is. Refused("no-license-left")."""
    with tenant.store.transaction() as db:
        user = find(db, user_id)
        if user.active:
            return user
        _refuse_unlicensed(tenant, db)
        user = _put(tenant, db, user, "user_reactivated", {"active": True})
        beside.remove(db, user_id, None)
        closed_on = notes.of(db, user_id).closed_on
        if closed_on is not None:
            notes.note(db, user_id, absence_days=(tenant.today(user) - closed_on).days)
        become_overdue(tenant, db, user, learning.live(db, user_id))
        look_at(tenant, db, [user])
        look_around(tenant, db, [user])
        return user


def give_name_up(tenant: Tenant, user: User) -> User:
    """Leave the username to whoever wants it next."""
    return update(tenant, user.user_id, {"username": _unused_name(tenant, user)})


def _unused_name(tenant: Tenant, user: User) -> str:
    with tenant.store.transaction() as db:
        return _free_username(db, user.user_id.lower())


def find(db: Connection, user_id: str) -> User:
    """Return a user, or raise NotFound."""
    user = accounts.find(db, user_id)
    if user is None:
        raise NotFound(f"user {user_id}")
    return user


def _same(before: Any, after: Any) -> bool:
    """Tell whether a value is the same, type and all: true is not 1."""
    if isinstance(before, Mapping):
        return before == after and all(type(before[name]) is type(after[name]) for name in before)
    return bool(before == after)


def _put(
    tenant: Tenant, db: Connection, user: User, fact: str, changed: Mapping[str, Any], because: str | None = None
) -> User:
    after = replace(user, **changed, updated_at=tenant.clock.now(), version=user.version + 1)
    accounts.put(db, after)
    tell_user(tenant, fact, after, because)
    return after


def _close_work(tenant: Tenant, db: Connection, user_id: str) -> None:
    """Do with the open enrollments of a leaver as the policy says; what stays open rests until a return, unbooked."""
    live = learning.live(db, user_id)
    release(tenant, db, [each.enrollment_id for each in live])
    match tenant.policy.on_leaver:
        case "archive":
            close(tenant, db, live, "archived")
        case "withdraw_all":
            close(tenant, db, live, "withdrawn")
        case "withdraw_unstarted":
            close(tenant, db, [each for each in live if each.status == "assigned"], "withdrawn")
        case "keep":
            pass


def _refuse_unlicensed(tenant: Tenant, db: Connection) -> None:
    licenses = tenant.policy.licenses
    if licenses is not None and accounts.count_active(db) >= licenses:
        detail = f"All {licenses} licenses are in use. Close an account that is not needed any more."
        raise Refused("no-license-left", detail)


def _refuse_taken(db: Connection, username: str) -> None:
    holder = accounts.by_username(db, username)
    if holder is not None:
        raise Refused("username-taken", f"The username {username!r} is taken by {holder.user_id}.")


def _free_username(db: Connection, wanted: str) -> str:
    """Return a username like the wanted one that nobody has, should somebody have chosen just that."""
    free, attempt = wanted, 1
    while accounts.by_username(db, free):
        attempt += 1
        free = f"{wanted}-{attempt}"
    return free
