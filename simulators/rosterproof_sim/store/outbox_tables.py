"""Where subscriptions are kept, and every message promised to one, with what became of it."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table

from rosterproof_sim.store.columns import Instant, RetiredSecrets, Texts, Values
from rosterproof_sim.store.tables import metadata

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("subscription_id", String, primary_key=True),
    Column("system", String, nullable=False),
    Column("url", String, nullable=False),
    Column("events", Texts, nullable=False),
    Column("payload", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("secret", String, nullable=False),
    Column("retired", RetiredSecrets, nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("terms", Values, nullable=False),
    #: How many messages were promised to it: counted as they are, so that the ledger has something to agree with.
    Column("sent", Integer, nullable=False, default=0),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("message_id", String, nullable=False, unique=True),
    Column("system", String, nullable=False),
    Column("subscription_id", String, nullable=False),
    Column("event", String, nullable=False),
    Column("notice", String, nullable=False),
    Column("about", Texts, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("promised_at", Instant, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", String),
    Column("attempts", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_attempt", Instant),
    Index("deliveries_by_status", "subscription_id", "status"),
)
# What is acknowledged or dead stays for the ledger and is never looked at to find what is due.
_PENDING = deliveries.c.next_attempt.is_not(None)
Index("deliveries_pending", deliveries.c.next_attempt, sqlite_where=_PENDING)
Index(
    "deliveries_of_a_subscription",
    deliveries.c.subscription_id,
    deliveries.c.next_attempt,
    deliveries.c.sequence,
    sqlite_where=_PENDING,
)

delivery_attempts = Table(
    "delivery_attempts",
    metadata,
    Column("position", Integer, primary_key=True),
    #: Of the delivery.
    Column("sequence", Integer, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String, nullable=False),
    Column("status", Integer),
    Column("reason", String, nullable=False),
    Column("duplicate", Boolean, nullable=False),
)
