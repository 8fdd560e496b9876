"""The changes feed of the LMS."""

from rosterproof_sim.domain.words.notices import LearningChange
from rosterproof_sim.store import tables
from rosterproof_sim.store.changes_feed import ChangesFeed

FEED = ChangesFeed(tables.learning_changes, LearningChange, tables.learning_changes.c.recorded_at)
