"""Groups that were made, renamed or removed since the world was founded, and who was put into them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from rosterproof_sim.domain.words.catalog import Catalog, Group
from rosterproof_sim.domain.words.provisioning import ManagedGroup
from rosterproof_sim.store import many, tables
from rosterproof_sim.store.columns import row_of
from rosterproof_sim.store.connection import Connection
from rosterproof_sim.store.many import among
from rosterproof_sim.store.provisioning_tables import own_groups

_MEMBERS = tables.group_members
_ALL = select(own_groups).order_by(own_groups.c.created_at, own_groups.c.group)
_PUT = insert(own_groups)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["group"],
    set_={name: column for name, column in _PUT.excluded.items() if name != "group"},
)
_IN = select(_MEMBERS.c.user_id).where(_MEMBERS.c.group == bindparam("which")).order_by(_MEMBERS.c.user_id)
_OF = select(_MEMBERS.c.user_id, _MEMBERS.c.group).where(among(_MEMBERS.c.user_id)).order_by(_MEMBERS.c.group)


def put(db: Connection, group: ManagedGroup, *, removed: bool = False) -> None:
    """Make this the record of a group."""
    db.execute(_PUT, {**row_of(group), "removed": removed})


def own(db: Connection) -> dict[str, tuple[ManagedGroup, bool]]:
    """Return the groups that were made, renamed or removed, by id, and whether each is gone."""
    found: dict[str, tuple[ManagedGroup, bool]] = {}
    for row in db.execute(_ALL).mappings():
        values = dict(row)
        removed = values.pop("removed")
        found[values["group"]] = ManagedGroup(**values), removed
    return found


def members(db: Connection, group: str) -> list[str]:
    """Return who was put into a group, in order of user id."""
    return [row.user_id for row in db.execute(_IN, {"which": group})]


def of_many(db: Connection, user_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the groups into which each of these was put, by user id."""
    found: dict[str, list[str]] = {}
    for row in many.find(db, _OF, user_ids):
        found.setdefault(row.user_id, []).append(row.group)
    return found


def applied(catalog: Catalog, changed: Iterable[tuple[ManagedGroup, bool]], *, keep_removed: bool) -> Catalog:
    """Return the catalog with the groups as they are now; earlier rules may name one that is gone."""
    groups = {each.group: each for each in catalog.groups}
    for group, removed in changed:
        before = groups.get(group.group, Group(group=group.group, title=group.title))
        groups[group.group] = replace(before, title=group.title)
        if removed and not keep_removed:
            del groups[group.group]
    return replace(catalog, groups=tuple(groups.values()))
