"""Where what a dialect alone keeps is kept: it comes back with a snapshot like everything else."""

from sqlalchemy import Column, Integer, String, Table

from rosterproof_sim.store.columns import Values
from rosterproof_sim.store.tables import metadata

papers = Table(
    "papers",
    metadata,
    Column("system", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Values, nullable=False),
)
