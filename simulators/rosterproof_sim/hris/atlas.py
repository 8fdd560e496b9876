"""Where the places of the company are. Every fold of a life asks, so the list is kept in memory."""

from rosterproof_sim.domain.rules.local_day import Places
from rosterproof_sim.store import company
from rosterproof_sim.store.database import Connection, Store


class Atlas:
    """The locations by code, as the database holds them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._places: Places | None = None
        store.keep(self)

    @property
    def places(self) -> Places:
        """The locations by code."""
        if self._places is None:
            with self._store.transaction() as db:
                self._places = {each.code: each for each in company.code_lists(db).locations}
        return self._places

    @property
    def waiting(self) -> int:
        """How much is not yet written: nothing ever is."""
        return 0

    def flush(self, db: Connection) -> None:
        """Write what is not yet written."""

    def forget(self) -> None:
        """Drop the copy: the database holds another list now."""
        self._places = None
