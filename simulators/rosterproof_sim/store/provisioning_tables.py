"""What provisioning keeps beside users and groups."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from rosterproof_sim.store.columns import Instant, Values
from rosterproof_sim.store.tables import metadata

#: One row for every user.
beside = Table(
    "beside",
    metadata,
    Column("user_id", String, primary_key=True),
    #: Alike for usernames that differ in case alone.
    Column("username_key", String, nullable=False, index=True),
    Column("content", Values, nullable=False),
    #: Whether the sender took back that it ever said if the account is open.
    Column("active_unsaid", Boolean, nullable=False),
    #: When the account was taken out of provisioning; its records stay.
    Column("removed_at", Instant),
)

#: Groups that were made, renamed or removed since the world was founded.
own_groups = Table(
    "own_groups",
    metadata,
    Column("group", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("external_id", String),
    Column("created_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)
