"""The tables of classroom teaching: classes, and who is booked on them."""

from sqlalchemy import Column, Index, Integer, String, Table

from rosterproof_sim.store.columns import Instant
from rosterproof_sim.store.tables import metadata

classes = Table(
    "classes",
    metadata,
    Column("class_id", String, primary_key=True),
    Column("course", String, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("location", String),
    Column("seats", Integer, nullable=False),
    Column("waitlist", Integer),
    Column("status", String, nullable=False),
    Column("created_at", Instant, nullable=False),
)

bookings = Table(
    "bookings",
    metadata,
    Column("booking_id", String, primary_key=True),
    Column("class_id", String, nullable=False),
    Column("user_id", String, nullable=False),
    Column("course", String, nullable=False),
    Column("enrollment_id", String, nullable=False, index=True),
    Column("status", String, nullable=False),
    Column("booked_at", Instant, nullable=False),
    Column("promoted_at", Instant),
    Column("closed_at", Instant),
    Column("completion_id", String),
    Index("bookings_of_a_class", "class_id", "status"),
)
