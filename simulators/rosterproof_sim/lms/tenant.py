"""What the LMS of one company works with: its settings, and the parts of the world that it writes to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from rosterproof_sim.clock import Clock
from rosterproof_sim.domain.rules.curriculum import Curriculum
from rosterproof_sim.domain.rules.dates import day_in
from rosterproof_sim.domain.rules.ids import CredentialKind
from rosterproof_sim.domain.words.catalog import Course
from rosterproof_sim.domain.words.learning import LearningPolicy, User
from rosterproof_sim.store.database import Store
from rosterproof_sim.store.journal import Journal
from rosterproof_sim.store.outbox import Outbox
from rosterproof_sim.store.rulebook import Rulebook


@dataclass(frozen=True, kw_only=True, slots=True)
class Tenant:
    """The same for every use case of the LMS."""

    store: Store
    clock: Clock
    journal: Journal
    outbox: Outbox
    rulebook: Rulebook
    policy: LearningPolicy
    #: Since when there is this LMS, with its first catalog.
    opened_at: datetime
    #: Makes the credentials of this world.
    mint: Callable[[CredentialKind, int], str]

    @property
    def curriculum(self) -> Curriculum:
        """The catalog with its rules as they are now."""
        return self.rulebook.current()

    def course(self, code: str) -> Course | None:
        """Return a course of the catalog."""
        return self.curriculum.find(code)

    def today(self, user: User) -> date:
        """Return the present day where somebody works."""
        return day_in(user.time_zone, self.clock.now())
