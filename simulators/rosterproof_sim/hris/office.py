"""What the HR office works with: the same things for every use case of the HRIS."""

from dataclasses import dataclass

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.local_day import Places
from rosterproof_sim.hris.atlas import Atlas
from rosterproof_sim.hris.field_book import FieldBook
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """The parts of a world that the HRIS writes to, the map of its places, and the book of its custom fields."""

    store: Store
    clock: Clock
    journal: Journal
    outbox: Outbox
    atlas: Atlas
    book: FieldBook

    @property
    def places(self) -> Places:
        """The locations by code."""
        return self.atlas.places
