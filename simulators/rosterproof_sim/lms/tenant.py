"""What the LMS of one company works with: its settings, and the parts of the world that it writes to."""

from collections.abc import Callable
from dataclasses import dataclass

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.ids import CredentialKind
from rosterproof_sim.domain.words.catalog import Catalog, Course
from rosterproof_sim.domain.words.learning import LearningPolicy
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenant:
    """The same for every use case of the LMS."""

    store: Store
    clock: Clock
    journal: Journal
    outbox: Outbox
    catalog: Catalog
    policy: LearningPolicy
    #: Makes the credentials of this world.
    mint: Callable[[CredentialKind, int], str]

    def course(self, code: str) -> Course | None:
        """Return a course of the catalog."""
        return next((each for each in self.catalog.courses if each.code == code), None)
