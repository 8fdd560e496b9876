"""The tables of content: what was imported, who learns from it, and what was said meanwhile."""

from sqlalchemy import Column, Integer, String, Table

from rosterproof_sim.domain.words.playing import Standing
from rosterproof_sim.store.columns import Instant, Values, Words
from rosterproof_sim.store.tables import metadata

#: Content that was imported for courses, or that was refused.
content_imports = Table(
    "content_imports",
    metadata,
    Column("import_id", String, primary_key=True),
    Column("course", String, nullable=False, index=True),
    Column("state", String, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    Column("package", Values),
    Column("errors", Values, nullable=False),
)

registrations = Table(
    "registrations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("registration_id", String, nullable=False, unique=True),
    Column("enrollment_id", String, nullable=False, index=True),
    Column("user_id", String, nullable=False),
    Column("course", String, nullable=False),
    Column("import_id", String, nullable=False),
    Column("standard", String, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("standings", Words(Standing), nullable=False),
)

launches = Table(
    "launches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("session_id", String, nullable=False, unique=True),
    Column("registration_id", String, nullable=False, index=True),
    Column("launch_id", String, nullable=False),
    Column("activity_id", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("state", String, nullable=False),
    Column("launched_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("return_url", String),
    Column("values", Values, nullable=False),
    #: SHA-256 of the ticket that is changed for a token, once, and of the token.
    Column("ticket_digest", String, unique=True),
    Column("token_digest", String, unique=True),
)

#: What was said by xAPI, of what it was said in, and by whom.
statements = Table(
    "statements",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("statement_id", String, nullable=False, unique=True),
    Column("registration_id", String, nullable=False, index=True),
    Column("session_id", String, nullable=False),
    Column("issuer", String, nullable=False),
    #: Which verb of cmi5 it says, if any.
    Column("verb", String),
    Column("stored_at", Instant, nullable=False),
    Column("statement", Values, nullable=False),
)
